package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.FakeScheduler.await;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.model.UserRole;
import reelyard.web.GuardedWeb.Answer;
import reelyard.web.GuardedWeb.Line;

/** Who asks too often, from elsewhere or without right is refused, whatever he asks for. */
class DoorsTest {

  @TempDir private Path folder;
  private GuardedWeb web;

  @BeforeEach
  void open() throws Exception {
    web =
        new GuardedWeb(
            folder,
            new JsonObject()
                .put(
                    "limits",
                    new JsonObject()
                        .put("connections", 100)
                        .put("connectionsPerAddress", 100)
                        .put("idleSeconds", 60)
                        .put("requestsPerSecond", 1)));
  }

  @AfterEach
  void close() throws Exception {
    web.close();
  }

  @Test
  void who_asks_too_often_is_told_so_and_others_are_not() throws Exception {
    Map<String, String> often = token(UserRole.ADMIN);
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(web.ask(HttpMethod.GET, LoginRoutes.ME, often, ""));
    }
    await(Future.all(answers));

    List<Answer> refused =
        answers.stream().map(Future::result).filter(a -> a.status() == 429).toList();
    assertThat(refused).hasSizeBetween(1, 190);
    assertThat(refused.get(0).headers().get("retry-after")).isEqualTo("1");
    assertThat(web.get(LoginRoutes.ME, token(UserRole.VIEWER)).status()).isEqualTo(200);
  }

  @Test
  void who_is_there_has_to_go_when_nobody_can_tell_any_more_who_may() throws Exception {
    Line line = web.line("?token=" + web.token(UserRole.VIEWER), Map.of());
    // Else it would be cut for its silence.
    web.vertx.setPeriodic(5_000, id -> line.say("ping", "", null));

    Files.setPosixFilePermissions(web.tokens.path(), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(line.next()).isEqualTo("closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi.yaml", "/schemas.json", "/docs/", "/docs/docs.js"})
  void the_description_is_for_those_who_may_ask(String path) throws Exception {
    assertThat(web.get(path, Map.of()).status()).isEqualTo(401);
    assertThat(web.get(path, token(UserRole.VIEWER)).status()).isEqualTo(200);
  }

  @Test
  void a_picture_in_another_sites_page_asks_for_nothing() throws Exception {
    Map<String, String> elsewhere = Map.of("sec-fetch-site", "cross-site");

    assertThat(web.get(LoginRoutes.LOGIN, elsewhere).status()).isEqualTo(403);
    assertThat(web.get("/metrics", elsewhere).status()).isEqualTo(403);
    assertThat(web.get("/", elsewhere).status()).as("a link to the page").isEqualTo(200);
  }

  private Map<String, String> token(UserRole role) {
    return Map.of("authorization", "Bearer " + web.token(role));
  }
}
