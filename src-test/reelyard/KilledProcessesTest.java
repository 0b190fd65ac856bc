package reelyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One job whose worker and staging, real processes, are killed at each of its stages. */
final class KilledProcessesTest {

  private static final String BANDWIDTH = "staging.bandwidth.perWorkerMegabytesPerSecond";

  /** Of a result of some hundred thousand. */
  private static final long SOME_BYTES = 100_000;

  @TempDir private Path folder;

  @Test
  void a_job_outlives_kills_of_its_worker_and_its_staging_and_begins_nothing_from_zero()
      throws Exception {
    Path film = Clips.film("good.mkv", 4);
    try (ProcessFarm farm = new ProcessFarm(folder, countingHandbrake(), quickStart())) {
      farm.set("scheduler.leaseSeconds", 6);
      // The way back must last longer than it takes to see it.
      farm.set(BANDWIDTH, 0.1);
      farm.startManager();
      farm.startWorker("attic");
      String id = farm.submit(film, "Very Fast 480p30", result(), "-q", "1");

      farm.await("HandBrake to be at it", () -> Files.exists(encodes()));
      farm.kill("attic");
      farm.startAgain("attic");

      farm.await("the result's way back", () -> partBytes(farm, id) > SOME_BYTES);
      assertThat(farm.log("attic")).contains("goes on with the input that was kept here");
      farm.kill("attic");
      farm.awaitJob(id, "queued", job -> job.getString("state").equals("QUEUED"));
      int before = attempt(farm, id);
      farm.startAgain("attic");

      farm.await(
          "the result's way back once more",
          () -> attempt(farm, id) > before && partBytes(farm, id) > SOME_BYTES);
      assertThat(farm.log("attic")).contains("returns the result that was kept here");
      int last = attempt(farm, id);
      farm.kill("manager");
      long came = partBytes(id, last);
      farm.set(BANDWIDTH, 0.5);
      farm.startManager();
      farm.await("the way back to go on", () -> goesOn(id, last, came));

      JsonObject job = farm.awaitJob(id, "complete", ProcessFarm::isComplete);
      assertThat(job.getInteger("attempt")).isEqualTo(last);
      assertThat(Files.readAllLines(encodes())).as("the killed one, and one more").hasSize(2);
      assertThat(farm.completions(id)).isEqualTo(1);
      assertThat(Files.size(result())).isEqualTo(job.getLong("resultBytes"));
      try (Stream<Path> results = Files.list(result().getParent())) {
        assertThat(results).containsExactly(result());
      }
    }
  }

  /** Whether more of the result is here than before; what was here stays. */
  private boolean goesOn(String id, int attempt, long before) {
    long now = partBytes(id, attempt);
    boolean whole = now == 0 && Files.exists(result());
    assertThat(whole || now >= before).as("%d bytes, %d before", now, before).isTrue();
    return whole || now > before;
  }

  private static int attempt(ProcessFarm farm, String id) {
    return farm.job(id).getInteger("attempt");
  }

  private long partBytes(ProcessFarm farm, String id) {
    return partBytes(id, attempt(farm, id));
  }

  /** How much came of the result of this attempt, before it has its name. */
  private long partBytes(String id, int attempt) {
    try {
      return Files.size(
          result().resolveSibling(".film.mp4.%s.%d.reelyard-part".formatted(id, attempt)));
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path result() {
    return folder.resolve("results/film.mp4");
  }

  private static List<String> quickStart() {
    return List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  }

  private Path encodes() {
    return folder.resolve("encodes");
  }

  /** HandBrakeCLI, whose first encode never ends. */
  private String countingHandbrake() throws IOException {
    String script =
        """
        #!/bin/sh
        case " $* " in *" -i "*)
          echo encode >> '%1$s'
          [ $(wc -l < '%1$s') -gt 1 ] || exec sleep 600
        esac
        exec HandBrakeCLI "$@"
        """
            .formatted(encodes());
    Path program = Files.writeString(folder.resolve("handbrake"), script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program.toString();
  }
}
