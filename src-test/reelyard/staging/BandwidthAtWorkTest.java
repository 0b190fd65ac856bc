package reelyard.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.message.AttemptId;
import reelyard.message.ReturnFolder;
import reelyard.message.ServedFiles;

/** Transfers that may not go as fast as they could. */
class BandwidthAtWorkTest {

  private static final int BYTES = 1_500_000;
  private static final Duration AT_LEAST = Duration.ofMillis(600);

  @TempDir Path temporary;

  private StagingHouse house;
  private AttemptId attempt;
  private ServedFiles served;

  @AfterEach
  void close() {
    house.close();
  }

  private void open(String key) throws IOException {
    house =
        new StagingHouse(
            temporary,
            new JsonObject()
                .put("bandwidth", new JsonObject().put(key, 2))
                .put("limits", new JsonObject().put("idleSeconds", 1)));
    Path film = house.folder.resolve("film.mkv");
    Files.write(film, new byte[BYTES]);
    attempt = house.attempt("job", 1, film, house.folder.resolve("out/film.mp4"), false);
    served = house.serve(attempt);
  }

  @Test
  void what_goes_out_keeps_to_the_total() throws IOException {
    open("totalMegabytesPerSecond");
    try (RawFtp ftp = RawFtp.loggedIn(served)) {
      long begun = System.nanoTime();
      assertThat(ftp.receive("RETR /input/film.mkv")).hasSize(BYTES);

      assertThat(System.nanoTime() - begun).isGreaterThan(AT_LEAST.toNanos());
    }
  }

  @Test
  void what_comes_in_keeps_to_its_workers_part() throws IOException {
    open("perWorkerMegabytesPerSecond");
    ReturnFolder back = house.takeBack(attempt);
    try (RawFtp ftp = RawFtp.loggedIn(served)) {
      long begun = System.nanoTime();
      assertThat(ftp.store("STOR /output/" + back.fileName(), new byte[BYTES])).startsWith("226");

      assertThat(System.nanoTime() - begun).isGreaterThan(AT_LEAST.toNanos());
      assertThat(ftp.send("SIZE /output/" + back.fileName())).isEqualTo("213 " + BYTES);
    }
  }

  @Test
  void a_transfer_may_last_longer_than_the_commands_may_be_silent() throws IOException {
    open("totalMegabytesPerSecond");
    Files.write(house.folder.resolve("long.mkv"), new byte[3 * BYTES]);
    ServedFiles longer =
        house.serve(
            house.attempt(
                "long", 1, house.folder.resolve("long.mkv"), house.folder.resolve("l.mp4"), false));
    try (RawFtp ftp = RawFtp.loggedIn(longer);
        RawFtp silent = RawFtp.loggedIn(served)) {
      assertThat(ftp.receive("RETR /input/long.mkv")).hasSize(3 * BYTES);

      assertThat(ftp.send("NOOP")).startsWith("200");
      assertThat(silent.reply()).startsWith("421 Nothing was said for 1 s");
      assertThat(silent.hangsUp()).isTrue();
    }
    // Who encoded meanwhile comes again.
    RawFtp.loggedIn(served).close();
  }
}
