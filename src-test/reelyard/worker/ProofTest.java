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
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.Clips;
import reelyard.hash.FileRoot;
import reelyard.model.FailureReason;
import reelyard.model.LaneCounts;
import reelyard.model.Receipt;

/** Proofs by the real ffprobe and ffmpeg, and by an ffmpeg that misbehaves. */
final class ProofTest {

  @TempDir private Path folder;
  private final List<Double> percents = new CopyOnWriteArrayList<>();
  private Path film;

  @BeforeEach
  void film() {
    film = Clips.film("proof-source.mkv", 3, "-qp", "4");
  }

  private static Path smaller() {
    return Clips.film("proof-result.mkv", 3, "-crf", "40");
  }

  private Proof proof(Path result, String ffmpeg, int silenceSeconds) {
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
            silenceSeconds,
            "",
            List.of(),
            List.of(),
            "");
    TranscodeOrder order =
        new TranscodeOrder(
            film, result, List.of(), null, List.of(), folder.resolve("log"), folder, 5);
    return new Proof(order, config, "attic", percents::add);
  }

  private static Proof.Outcome outcome(Proof proof) throws Exception {
    return await(proof.outcome().toCompletableFuture());
  }

  private static Proof.Outcome await(CompletableFuture<Proof.Outcome> outcome) throws Exception {
    return outcome.get(60, TimeUnit.SECONDS);
  }

  private Path script(String words) throws IOException {
    Path script = Files.writeString(folder.resolve("ffmpeg"), "#!/bin/sh\n" + words + "\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void a_good_result_gets_a_receipt_of_a_whole_decode() throws Exception {
    Proof.Outcome outcome = outcome(proof(smaller(), "ffmpeg", 60));

    assertThat(outcome.failure()).isNull();
    Receipt receipt = outcome.receipt();
    assertThat(receipt.passed()).isTrue();
    assertThat(receipt.lines()).hasSize(14).allMatch(Receipt.Line::good);
    assertThat(receipt.sourceBytes()).isEqualTo(Files.size(film));
    assertThat(receipt.resultBytes()).isEqualTo(Files.size(smaller()));
    assertThat(receipt.decodedSeconds()).isEqualTo(3, Offset.offset(0.2));
    assertThat(receipt.root()).isEqualTo(FileRoot.of(smaller()));
    assertThat(receipt.workerId()).isEqualTo("attic");
    assertThat(percents).isNotEmpty().isSorted().allMatch(percent -> percent <= 100);
  }

  @Test
  void a_result_with_a_damaged_middle_is_rejected() throws Exception {
    byte[] bytes = Files.readAllBytes(smaller());
    for (int i = bytes.length / 2; i < bytes.length / 2 + 2000; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Path damaged = Files.write(folder.resolve("damaged.mkv"), bytes);

    Proof.Outcome outcome = outcome(proof(damaged, "ffmpeg", 60));

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.RECEIPT_REJECTED);
    assertThat(outcome.failure().message()).contains("decoded without an error");
    assertThat(outcome.receipt().passed()).isFalse();
    assertThat(outcome.receipt().decodedSeconds()).isEqualTo(-1);
  }

  @Test
  void a_result_that_is_cut_is_rejected() throws Exception {
    Path cut = Clips.cut(smaller(), "proof-cut.mkv", 0.4);

    Proof.Outcome outcome = outcome(proof(cut, "ffmpeg", 60));

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.RECEIPT_REJECTED);
    assertThat(outcome.receipt().passed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkv", "mp4"})
  void a_result_whose_picture_stops_while_its_sound_goes_on_is_rejected(String format)
      throws Exception {
    film = Clips.film("proof-long." + format, 12, "-qp", "4");
    Path half = Clips.halfPicture(format);

    Proof.Outcome outcome = outcome(proof(half, "ffmpeg", 60));

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.RECEIPT_REJECTED);
    assertThat(outcome.failure().message()).contains("video lasts 12.0 s -> 3.0 s");
  }

  @Test
  void a_source_that_does_not_tell_where_its_streams_end_is_read_to_its_end() throws Exception {
    film = Clips.film("proof-live.mkv", 12, "-qp", "4", "-live", "1");
    Path half = Clips.halfPicture("mkv");

    Proof.Outcome outcome = outcome(proof(half, "ffmpeg", 60));

    assertThat(outcome.failure().message()).contains("video lasts 12.0 s -> 3.0 s");
  }

  @Test
  void a_result_that_is_no_film_is_rejected_without_a_receipt() throws Exception {
    Path none = Files.writeString(folder.resolve("none.mkv"), "no film");

    Proof.Outcome outcome = outcome(proof(none, "ffmpeg", 60));

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.RECEIPT_REJECTED);
    assertThat(outcome.failure().message()).contains("does not tell what the result holds");
  }

  @Test
  void a_decoder_that_hangs_is_noticed_and_another_try_may_help() throws Exception {
    Proof.Outcome outcome = outcome(proof(smaller(), script("exec sleep 600") + "", 1));

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.RESULT_REJECTED);
    assertThat(outcome.failure().message()).contains("did not get on for 1 s");
  }

  @Test
  void a_decoder_that_repeats_itself_hangs_as_well() throws Exception {
    Path repeating =
        script("while sleep 0.1; do echo out_time_us=1000000; echo progress=continue; done");

    Proof.Outcome outcome = outcome(proof(smaller(), repeating.toString(), 1));

    assertThat(outcome.failure().message()).contains("did not get on for 1 s");
    assertThat(percents).hasSize(1);
  }

  @Test
  void a_stop_ends_the_decoder_at_once() throws Exception {
    Proof proof = proof(smaller(), script("touch begun; exec sleep 600") + "", 600);
    CompletableFuture<Proof.Outcome> outcome = proof.outcome().toCompletableFuture();
    proof.stop();

    assertThat(await(outcome).failure()).isNotNull();
  }

  @Test
  void a_decoder_that_is_missing_or_dies_is_no_fault_of_the_result() throws Exception {
    assertThat(outcome(proof(smaller(), "/nowhere/ffmpeg", 60)).failure().reason())
        .isEqualTo(FailureReason.HANDBRAKE_MISSING);
    assertThat(outcome(proof(smaller(), script("kill -9 $$") + "", 60)).failure().reason())
        .isEqualTo(FailureReason.RESULT_REJECTED);
  }

  @Test
  void a_complaint_counts_even_when_the_decoder_ends_well_but_not_one_of_the_muxer()
      throws Exception {
    String time = "echo out_time_us=3000000; ";
    Path complaining = script(time + "echo 'error while decoding MB 3 5' >&2");
    assertThat(outcome(proof(smaller(), complaining.toString(), 60)).failure().message())
        .contains("error while decoding MB 3 5");

    Path harmless =
        script(
            time
                + "echo 'Application provided invalid, non monotonically increasing dts to muxer"
                + " in stream 0' >&2");
    assertThat(outcome(proof(smaller(), harmless.toString(), 60)).failure()).isNull();
  }
}
