package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.Clips;
import reelyard.model.FailureReason;
import reelyard.model.LaneCounts;
import reelyard.model.Phase;

/** Runs of HandBrakeCLI whose results are proven before their lane is free. */
final class ProvenTranscodeTest implements TranscodeListener {

  @TempDir private Path folder;
  private final List<Phase> phases = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> proving = new CompletableFuture<>();
  private final CompletableFuture<TranscodeOutcome> outcome = new CompletableFuture<>();
  private volatile boolean laneFree;
  private volatile boolean laneWasFreeInProof;

  @Override
  public void progress(Phase phase, double percent, long eta, double fps, int pass, int passes) {
    phases.add(phase);
    if (phase == Phase.PROVING) {
      laneWasFreeInProof |= laneFree;
      proving.complete(null);
    }
  }

  @Override
  public void log(long firstLine, List<String> lines) {}

  @Override
  public void processEnded() {
    laneFree = true;
  }

  @Override
  public void ended(TranscodeOutcome ended) {
    outcome.complete(ended);
  }

  private Transcode start(String ffmpeg) {
    WorkerConfig config =
        new WorkerConfig(
            "w",
            "",
            "",
            "HandBrakeCLI",
            "ffprobe",
            ffmpeg,
            new LaneCounts(1, 1, 1),
            0,
            60,
            "",
            List.of(),
            List.of(),
            "");
    Path film = Clips.film("proven-source.mkv", 2, "-qp", "4");
    List<String> arguments =
        List.of("--encoder-preset", "ultrafast", "--quality", "30", "--format", "av_mkv");
    TranscodeOrder order =
        new TranscodeOrder(
            film, result(), List.of(), null, arguments, folder.resolve("log"), folder, 1);
    return Transcode.start(order, config, "attic", Heard.EVENTS, this);
  }

  private Path result() {
    return folder.resolve("result.mkv");
  }

  @Test
  void its_lane_is_taken_until_the_result_is_proven() throws Exception {
    start("ffmpeg");

    TranscodeOutcome ended = outcome.get(60, TimeUnit.SECONDS);

    assertThat(ended.failure()).isNull();
    assertThat(ended.receipt().passed()).isTrue();
    assertThat(ended.resultBytes()).isEqualTo(Files.size(result()));
    assertThat(phases).contains(Phase.CHECKING).endsWith(Phase.PROVING);
    assertThat(laneWasFreeInProof).isFalse();
    assertThat(laneFree).isTrue();
  }

  @Test
  void a_stop_ends_the_proof_and_leaves_no_result() throws Exception {
    Path hanging = folder.resolve("ffmpeg");
    write(hanging, "#!/bin/sh\nexec sleep 600\n");
    Transcode transcode = start(hanging.toString());
    proving.get(60, TimeUnit.SECONDS);

    transcode.stop("its user wants so");

    assertThat(outcome.get(60, TimeUnit.SECONDS).failure().reason())
        .isEqualTo(FailureReason.STOPPED);
    assertThat(result()).doesNotExist();
    assertThat(laneFree).isTrue();
  }

  private static void write(Path script, String words) throws IOException {
    Files.writeString(script, words);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }
}
