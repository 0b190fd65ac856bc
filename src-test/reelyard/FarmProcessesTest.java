package reelyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, real HandBrakeCLI, real FTP, one Hazelcast cluster. */
class FarmProcessesTest {

  private static final String PRESET = "Very Fast 480p30";

  @TempDir Path folder;

  @Test
  void a_job_of_a_killed_worker_finishes_on_another() throws Exception {
    Path film = Clips.film("two-minutes.mkv", 120);
    Path results = folder.resolve("results with blanks");
    try (ProcessFarm farm = farm()) {
      farm.startManager();
      farm.startWorker("attic");
      farm.startWorker("cellar");
      String id = farm.submit(List.of(film), PRESET, results).get(0);
      String first = farm.awaitJob(id, "encoding", ProcessFarm::encodes).getString("workerId");
      assertThat(encoders(id)).hasSize(1);

      farm.process(first).destroyForcibly();

      JsonObject job = farm.awaitJob(id, "complete", ProcessFarm::isComplete);
      assertThat(job.getString("workerId")).isNotEqualTo(first);
      assertThat(job.getInteger("attempt")).isEqualTo(2);
      assertThat(files(results)).containsExactly("two-minutes.mp4");
      assertThat(encoders(id)).isEmpty();
    }
  }

  @Test
  void two_workers_share_the_jobs_and_stopping_one_ends_its_encode() throws Exception {
    List<Path> films = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      films.add(Clips.film("share-" + i + ".mkv", 3 + i));
    }
    Path results = folder.resolve("results");
    try (ProcessFarm farm = farm()) {
      farm.startManager();
      farm.startWorker("attic");
      farm.startWorker("cellar");
      List<String> workers = new ArrayList<>();
      for (String id : farm.submit(films, PRESET, results)) {
        workers.add(farm.awaitJob(id, "complete", ProcessFarm::isComplete).getString("workerId"));
      }
      assertThat(workers).contains("attic", "cellar");
      assertThat(files(results))
          .containsExactly("share-0.mp4", "share-1.mp4", "share-2.mp4", "share-3.mp4");

      Path film = Clips.film("two-minutes.mkv", 120);
      String id = farm.submit(List.of(film), PRESET, results).get(0);
      JsonObject job = farm.awaitJob(id, "encoding", ProcessFarm::encodes);
      Process worker = farm.process(job.getString("workerId"));
      worker.destroy();
      assertThat(worker.waitFor(10, TimeUnit.SECONDS)).isTrue();
      farm.awaitJob(
          id, "given back", again -> !worker.equals(farm.process(again.getString("workerId"))));
      assertThat(farm.awaitJob(id, "complete", ProcessFarm::isComplete).getInteger("attempt"))
          .isEqualTo(2);
    }
  }

  private ProcessFarm farm() {
    return new ProcessFarm(
        folder, "HandBrakeCLI", List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
  }

  /** Living HandBrakeCLI processes of this job. */
  private static List<String> encoders(String jobId) {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains("HandBrakeCLI") && line.contains(jobId))
        .toList();
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}
