package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.FakeScheduler.await;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.message.GetWebAddress;
import reelyard.message.SubmitJobs;
import reelyard.message.SubmitOutcome;
import reelyard.message.Submitted;

/** Large requests keep neither memory nor other requests to themselves. */
class LargeBodiesTest {

  private static final int MOST_JOBS = 10;
  private static final String JOB = "{\"input\": \"/a\"}";

  private final HttpClient client = HttpClient.newHttpClient();
  private final CompletableFuture<SubmitJobs> asked = new CompletableFuture<>();
  private final Promise<Submitted> submitted = Promise.promise();
  private Vertx vertx;
  private URI web;

  @BeforeEach
  void start_the_web() throws Exception {
    vertx = Vertx.vertx();
    Bus bus = new Bus(vertx);
    await(
        bus.answer(
                Addresses.SUBMIT,
                question -> {
                  asked.complete(question);
                  return submitted.future();
                })
            .completion());
    JsonObject config =
        new JsonObject()
            .put("web", new JsonObject().put("host", "127.0.0.1").put("port", 0))
            .put("scheduler", new JsonObject().put("mostJobs", MOST_JOBS));
    await(vertx.deployVerticle(new WebVerticle(), new DeploymentOptions().setConfig(config)));
    web = URI.create(await(bus.ask(Addresses.WEB_ADDRESS, new GetWebAddress())).url());
  }

  @AfterEach
  void stop_the_web() throws Exception {
    await(vertx.close());
  }

  private CompletableFuture<HttpResponse<String>> submit(int jobs, int bytes) {
    String text = "[" + (JOB + ",").repeat(jobs - 1) + JOB + "]";
    return client.sendAsync(
        HttpRequest.newBuilder(web.resolve("/api/v1/jobs"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(" ".repeat(Math.max(0, bytes - text.length())) + text))
            .build(),
        BodyHandlers.ofString());
  }

  private static <T> T soon(CompletableFuture<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  @Test
  void refuses_more_jobs_than_the_scheduler_takes_before_it_looks_at_them() throws Exception {
    HttpResponse<String> answer = soon(submit(MOST_JOBS + 1, 0));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("jobs are 11", "scheduler.mostJobs");
    assertThat(asked).isNotDone();
  }

  @Test
  void holds_no_more_large_bodies_than_there_is_room_for_and_small_ones_besides() throws Exception {
    CompletableFuture<HttpResponse<String>> first = submit(1, 9 << 20);
    soon(asked);

    BlockingQueue<HttpResponse<String>> answers = new LinkedBlockingQueue<>();
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sent.add(submit(1, 9 << 20).thenAccept(answers::add));
    }
    HttpResponse<String> fourth = answers.poll(30, TimeUnit.SECONDS);
    CompletableFuture<HttpResponse<String>> small = submit(2, 0);
    submitted.complete(new Submitted(List.of(new SubmitOutcome("a", null))));

    assertThat(fourth).isNotNull();
    assertThat(fourth.statusCode()).isEqualTo(503);
    assertThat(fourth.headers().firstValue("retry-after")).contains("5");
    assertThat(soon(first).statusCode()).isEqualTo(200);
    assertThat(soon(small).statusCode()).isEqualTo(200);
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> waited = answers.poll(30, TimeUnit.SECONDS);
      assertThat(waited).isNotNull();
      assertThat(waited.statusCode()).isEqualTo(200);
    }
    assertThat(sent).noneMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(soon(submit(1, 9 << 20)).statusCode()).isEqualTo(200);
  }

  @Test
  void checks_a_request_while_another_is_still_checked() throws Exception {
    ApiPlace jobs =
        ApiRoutes.PLACES.stream()
            .filter(place -> place.operationId().equals("get-jobs"))
            .findFirst()
            .orElseThrow();
    RequestCheck check =
        await(ApiPages.load(vertx).compose(read -> RequestCheck.of(vertx, read.description())));
    CountDownLatch busy = new CountDownLatch(1);
    Router router = Router.router(vertx);
    router
        .get(jobs.path())
        .handler(
            c -> {
              vertx.executeBlocking(() -> busy.await(60, TimeUnit.SECONDS));
              c.next();
            })
        .handler(check.gate(jobs))
        .handler(c -> c.response().end("good"));
    HttpServer server = await(vertx.createHttpServer().requestHandler(router).listen(0));

    try {
      URI place = URI.create("http://127.0.0.1:" + server.actualPort() + jobs.path());
      HttpRequest request = HttpRequest.newBuilder(place).build();
      assertThat(soon(client.sendAsync(request, BodyHandlers.ofString())).body()).isEqualTo("good");
    } finally {
      busy.countDown();
    }
  }
}
