package reelyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.node.FarmConfig;
import reelyard.node.LocalFarm;

/** A whole farm in this process, with real HandBrakeCLI, ffprobe and ffmpeg, replaces films. */
final class ReplacingFarmTest {

  private static final long PATIENCE_SECONDS = 120;

  @TempDir private static Path folder;
  private static LocalFarm farm;

  private final HttpClient http = HttpClient.newHttpClient();
  private Path films;

  @BeforeAll
  static void start() throws Exception {
    farm = LocalFarm.start(config(), 1);
  }

  @BeforeEach
  void makeFolder() throws IOException {
    films = Files.createTempDirectory(folder.toRealPath(), "films");
  }

  private static FarmConfig config() throws Exception {
    return FarmConfig.load(
        null,
        Map.of(
            "REELYARD_WEB_PORT",
            "0",
            "REELYARD_STAGING_FOLDER",
            folder.resolve("state").toString(),
            "REELYARD_WORKER_SCRATCH",
            folder.resolve("scratch").toString(),
            "REELYARD_WORKER_LOGS",
            folder.resolve("logs").toString()));
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @Test
  void a_proven_result_takes_its_films_place_and_the_film_comes_back_as_it_was() throws Exception {
    Path film = large("film.mkv");
    Files.setLastModifiedTime(film, FileTime.fromMillis(1_500_000_000_123L));
    Files.setPosixFilePermissions(film, PosixFilePermissions.fromString("rw-r-----"));
    byte[] original = Files.readAllBytes(film);
    Files.writeString(films.resolve("film.nfo"), "stays");

    JsonObject job = ended(submit(film, "--all-audio"));

    assertThat(job.getString("state")).as(job.encodePrettily()).isEqualTo("COMPLETE");
    assertThat(job.getString("output")).isEqualTo(films.resolve("film.mp4").toString());
    JsonObject receipt = job.getJsonObject("receipt");
    assertThat(receipt.getBoolean("passed")).isTrue();
    assertThat(receipt.getDouble("decodedSeconds")).isGreaterThan(1.5);
    assertThat(film).doesNotExist();
    assertThat(Files.size(films.resolve("film.mp4"))).isEqualTo(receipt.getLong("resultBytes"));
    assertThat(films.resolve("film.nfo")).exists();
    String id = job.getString("id");
    assertThat(post("jobs/" + id + "/retry").statusCode()).isEqualTo(409);
    JsonObject source = new JsonObject(send(request("jobs/" + id + "/source/facts")).body());
    assertThat(source.getString("name")).isEqualTo("film.mkv");
    assertThat(source.getString("type")).isEqualTo("video/x-matroska");
    assertThat(source.getLong("bytes")).isEqualTo(original.length);
    assertThat(send(request("jobs/" + id + "/source/still?second=1")).statusCode()).isEqualTo(200);
    assertThat(bytes("jobs/" + id + "/source/play")).isEqualTo(original);

    HttpResponse<String> undone = post("jobs/" + id + "/undo");

    assertThat(undone.statusCode()).as(undone.body()).isEqualTo(200);
    assertThat(Files.readAllBytes(film)).isEqualTo(original);
    assertThat(Files.getLastModifiedTime(film).toMillis()).isEqualTo(1_500_000_000_123L);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(film)))
        .isEqualTo("rw-r-----");
    assertThat(films.resolve("film.mp4")).doesNotExist();
    assertThat(bytes("jobs/" + id + "/source/play")).isEqualTo(original);
    assertThat(job(id).getLong("undoneMillis")).isPositive();
    assertThat(post("jobs/" + id + "/undo").body()).contains("undone already");
  }

  @Test
  void what_loses_a_language_or_saves_nothing_is_kept_out_with_its_receipt() throws Exception {
    Path film = large("two.mkv");
    byte[] original = Files.readAllBytes(film);

    JsonObject job = ended(submit(film, "--audio", "1"));

    assertThat(job.getString("state")).isEqualTo("FAILED");
    JsonObject failure = job.getJsonObject("failure");
    assertThat(failure.getString("reason")).isEqualTo("RECEIPT_REJECTED");
    assertThat(failure.getString("message"))
        .contains("audio languages deu, eng -> eng", "--all-audio");
    assertThat(job.getInteger("attempt")).isEqualTo(1);
    assertThat(job.getJsonObject("receipt").getBoolean("passed")).isFalse();
    assertThat(Files.readAllBytes(film)).isEqualTo(original);
    try (var left = Files.list(films)) {
      assertThat(left).containsExactly(film);
    }

    Path small = Clips.film("replace-small.mkv", 2, "-crf", "45", "-b:a", "32k");
    Path copy = Files.copy(small, films.resolve("small.mkv"));
    JsonObject larger = ended(submit(copy, "--all-audio", "--quality", "5"));

    assertThat(larger.getJsonObject("failure").getString("message"))
        .contains("size ", "less than 5 % is saved");
    assertThat(copy).hasSameBinaryContentAs(small);
  }

  /** Two seconds in two languages, with more bytes than they need. */
  private Path large(String name) throws IOException {
    Path film =
        Clips.made(
            "replace-large.mkv",
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=25:duration=2",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:duration=2",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=880:duration=2",
                "-map",
                "0",
                "-map",
                "1",
                "-map",
                "2",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-qp",
                "2",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "aac",
                "-b:a",
                "96k",
                "-metadata:s:a:0",
                "language=eng",
                "-metadata:s:a:1",
                "language=ger"));
    return Files.copy(film, films.resolve(name));
  }

  private String submit(Path film, String... options) throws Exception {
    JsonArray words = new JsonArray().add("--encoder-preset").add("ultrafast");
    for (String option : options) {
      words.add(option);
    }
    JsonObject spec =
        new JsonObject()
            .put("input", film.toString())
            .put("replaceSource", true)
            .put("options", words);
    JsonObject answer =
        new JsonObject(
            send(request("jobs")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(new JsonArray().add(spec).encode())))
                .body());
    assertThat(answer.getJsonArray("outcomes")).as(answer.encode()).isNotNull();
    JsonObject outcome = answer.getJsonArray("outcomes").getJsonObject(0);
    assertThat(outcome.getString("jobId")).as(outcome.encodePrettily()).isNotNull();
    return outcome.getString("jobId");
  }

  private JsonObject ended(String id) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < until) {
      JsonObject job = job(id);
      if (job.getLong("endedMillis") > 0) {
        return job;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    throw new AssertionError("job " + id + " did not end: " + job(id).encodePrettily());
  }

  private JsonObject job(String id) throws Exception {
    return new JsonObject(send(request("jobs/" + id).GET()).body());
  }

  private HttpResponse<String> post(String path) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}")));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(farm.web().resolve("/api/v1/" + path));
  }

  private byte[] bytes(String path) throws Exception {
    return http.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray()).body();
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
