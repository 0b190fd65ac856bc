package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.GuardedWeb.PASSWORD;
import static reelyard.web.GuardedWeb.name;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.model.UserRole;

/** When more come at once than passwords can be checked. */
class CrowdedLoginTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch busy = new CountDownLatch(1);
  private final List<CompletableFuture<Void>> sent = new ArrayList<>();
  private final BlockingQueue<HttpResponse<String>> answers = new LinkedBlockingQueue<>();
  @TempDir private Path folder;
  private GuardedWeb web;

  @BeforeEach
  void open() throws Exception {
    web = new GuardedWeb(folder, new JsonObject());
  }

  @AfterEach
  void close() throws Exception {
    busy.countDown();
    web.close();
  }

  @Test
  void those_who_cannot_wait_are_not_blamed() throws Exception {
    String login =
        new JsonObject().put("name", name(UserRole.VIEWER)).put("password", PASSWORD).encode();
    keepCheckersBusy();

    post(55, LoginRoutes.LOGIN, Map.of("content-type", "application/json"), login);
    assertCrowded(5);
    busy.countDown();

    for (int i = 0; i < 50; i++) {
      assertThat(next().statusCode()).isEqualTo(200);
    }
    assertThat(sent).noneMatch(CompletableFuture::isCompletedExceptionally);
  }

  @Test
  void nor_are_those_who_change_theirs() throws Exception {
    Map<String, String> changes = web.browser(UserRole.VIEWER).changes();
    keepCheckersBusy();

    post(21, PasswordRoute.PASSWORD, changes, "{\"old\": \"x\", \"password\": \"nine horses\"}");

    assertCrowded(1);
  }

  /** They are two. */
  private void keepCheckersBusy() {
    for (int i = 0; i < 2; i++) {
      web.vertx
          .createSharedWorkerExecutor("reelyard-login", 2)
          .executeBlocking(() -> busy.await(5, TimeUnit.MINUTES), false);
    }
  }

  private void post(int times, String path, Map<String, String> headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.url.getPort() + path))
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    for (int i = 0; i < times; i++) {
      sent.add(client.sendAsync(request.build(), BodyHandlers.ofString()).thenAccept(answers::add));
    }
  }

  private void assertCrowded(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      HttpResponse<String> answer = next();
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("retry-after")).contains("5");
      assertThat(answer.body()).contains("many log in at the moment");
    }
  }

  private HttpResponse<String> next() throws InterruptedException {
    HttpResponse<String> answer = answers.poll(60, TimeUnit.SECONDS);
    assertThat(answer).isNotNull();
    return answer;
  }
}
