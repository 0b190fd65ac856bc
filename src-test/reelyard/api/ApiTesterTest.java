package reelyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.Clips;
import reelyard.node.FarmConfig;
import reelyard.node.LocalFarm;

/**
 * A real farm answers as its description says, whatever is asked.
 *
 * <p>More with -Dreelyard.api.requests=100000, others with -Dreelyard.api.seed=7.
 */
class ApiTesterTest {

  private static final int REQUESTS = Integer.getInteger("reelyard.api.requests", 250);
  private static final long SEED = Long.getLong("reelyard.api.seed", 20_261_122);

  /** A stream without an end, and what would write files where random words say. */
  private static final Set<String> LEFT_OUT = Set.of("get-events", "post-backup");

  /**
   * Of these there is nothing here: no worker and so no result and no log, no watched folder,
   * nothing replaced, and nobody who has to log in.
   */
  private static final Set<String> WITHOUT =
      Set.of(
          "get-dropbox",
          "get-jobs-id-log",
          "get-jobs-id-log-txt",
          "get-jobs-id-result-facts",
          "get-jobs-id-result-play",
          "get-jobs-id-result-scan",
          "get-jobs-id-result-still",
          "get-workers-id",
          "post-jobs-id-undo",
          "post-login",
          "post-password",
          "post-workers-id-test",
          "put-workers-id");

  @TempDir Path folder;

  private LocalFarm farm;
  private Path media;

  @BeforeEach
  void start_a_farm() throws Exception {
    media = Files.createDirectory(folder.toRealPath().resolve("media"));
    Path config =
        Files.writeString(
            folder.resolve("farm.yaml"),
            """
            web: {port: 0}
            staging: {folder: "%s", roots: ["%s"]}
            """
                .formatted(folder.toRealPath().resolve("staging"), media));
    farm = LocalFarm.start(FarmConfig.load(config, Map.of()), 0);
  }

  @AfterEach
  void stop_it() {
    farm.close();
  }

  @Test
  void answers_every_request_as_the_description_says() throws Exception {
    URI server = farm.web();
    JsonObject document =
        new JsonObject(
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(server.resolve("/api/v1/openapi.json")).build(),
                    BodyHandlers.ofString())
                .body());
    Files.copy(Clips.film("media-facts.mp4", 3), media.resolve("a film.mp4"));
    ApiTester tester = new ApiTester(server, document, new FarmFixtures(server, media), SEED);

    tester.askRightly(LEFT_OUT);
    tester.ask(REQUESTS, LEFT_OUT);

    assertThat(tester.findings).as("seed " + SEED).isEmpty();
    assertThat(tester.withoutSuccess(WITHOUT)).isEmpty();
    assertThat(tester.seen.get("post-jobs")).contains(200, 400);
  }
}
