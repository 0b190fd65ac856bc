package reelyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two managers on one PostgreSQL database: one leads, the other waits for its turn. */
class TakeoverTest {

  private static final String PRESET = "Very Fast 480p30";

  @TempDir private Path folder;

  @Test
  void another_manager_takes_over_a_killed_one_and_the_encode_goes_on() throws Exception {
    Path film = Clips.film("two-minutes.mkv", 120);
    try (ProcessFarm farm = farm()) {
      farm.startManager();
      farm.startStandby("second");
      farm.startWorker("attic");
      String id = farm.submit(List.of(film), PRESET, folder.resolve("results")).get(0);
      farm.awaitJob(id, "encoding", ProcessFarm::encodes);

      farm.kill("manager");
      long killed = System.nanoTime();
      farm.await("the second manager to answer", Duration.ofSeconds(60), () -> answers(farm, id));
      System.out.println(
          "another manager answered after " + (System.nanoTime() - killed) / 1_000_000 + " ms");

      JsonObject job = farm.awaitJob(id, "complete", ProcessFarm::isComplete);
      assertThat(job.getInteger("attempt")).isEqualTo(1);
      assertThat(folder.resolve("results/two-minutes.mp4")).isNotEmptyFile();
    }
  }

  private ProcessFarm farm() {
    ProcessFarm farm =
        new ProcessFarm(
            folder,
            "HandBrakeCLI",
            List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    farm.keepIn(
        PostgresServer.shared().newDatabase(), PostgresServer.USER, PostgresServer.PASSWORD);
    return farm;
  }

  private static boolean answers(ProcessFarm farm, String id) {
    try {
      return farm.job(id).getString("id").equals(id);
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
