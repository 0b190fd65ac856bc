package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.FakeScheduler.await;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.bus.RefusedException;
import reelyard.message.GetStatistics;
import reelyard.message.GetWebAddress;
import reelyard.message.LogPart;
import reelyard.message.PresetText;
import reelyard.message.PutPreset;
import reelyard.message.ReadLog;
import reelyard.message.Refusal;
import reelyard.message.Statistics;
import reelyard.model.StatisticsBy;

/** Logs, sums and presets over HTTP. */
class LookBackTest {

  /** Longer than one part. */
  private static final String LOG = "<b>line</b> é\n".repeat(40_000);

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Object> asked = Collections.synchronizedList(new ArrayList<>());
  private Vertx vertx;
  private Bus bus;
  private String url;

  @BeforeEach
  void start_the_web() throws Exception {
    vertx = Vertx.vertx();
    bus = new Bus(vertx);
    await(
        vertx.deployVerticle(
            new WebVerticle(),
            new DeploymentOptions()
                .setConfig(
                    new JsonObject()
                        .put("web", new JsonObject().put("host", "127.0.0.1").put("port", 0)))));
    url = await(bus.ask(Addresses.WEB_ADDRESS, new GetWebAddress(), Bus.PATIENCE)).url();
    await(bus.answer(Addresses.READ_LOG, this::log).completion());
  }

  @AfterEach
  void stop_the_web() throws Exception {
    await(vertx.close());
  }

  /** ASCII cuts are enough here: the worker's own tests cut characters. */
  private Future<LogPart> log(ReadLog question) {
    asked.add(question);
    if (!question.jobId().equals("j1")) {
      return Future.failedFuture(new RefusedException(Refusal.notFound("there is no job")));
    }
    int from = (int) question.fromByte();
    if (from < 0) {
      return Future.succeededFuture(new LogPart("j1", 2, "w", "end", 5, 8, 8, true));
    }
    int next = Math.min(LOG.length(), from + question.mostBytes());
    return Future.succeededFuture(
        new LogPart("j1", 2, "w", LOG.substring(from, next), from, next, LOG.length(), false));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url).resolve(path)).build(), BodyHandlers.ofString());
  }

  @Test
  void gives_a_whole_log_as_a_file_part_by_part() throws Exception {
    HttpResponse<String> answer = get("/api/v1/jobs/j1/log.txt?attempt=2");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().equals(LOG)).isTrue();
    assertThat(answer.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
    assertThat(answer.headers().firstValue("content-disposition"))
        .contains("attachment; filename=\"j1.2.log\"");
    assertThat(asked).hasSizeGreaterThan(1).startsWith(new ReadLog("j1", 2, 0, ReadLog.MOST));
  }

  @Test
  void refuses_logs_that_are_not_there_and_numbers_that_are_none() throws Exception {
    assertThat(get("/api/v1/jobs/j2/log.txt").statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/jobs/j2/log").statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/jobs/..%2fx/log").body()).contains("jobId must be");
    assertThat(get("/api/v1/jobs/J1/log.txt").body()).contains("jobId must be");
    assertThat(get("/api/v1/jobs/j1/log.txt?bogus=1").body())
        .contains("bogus: unknown; known here are attempt");
    assertThat(get("/api/v1/jobs/j1/log?from=x").body()).contains("from: must be one number");
    assertThat(get("/api/v1/jobs/j1/log?most=300000").statusCode()).isEqualTo(400);
  }

  @Test
  void gives_the_end_of_a_log() throws Exception {
    JsonObject part = new JsonObject(get("/api/v1/jobs/j1/log?from=-4096&most=100").body());

    assertThat(part.getString("text")).isEqualTo("end");
    assertThat(asked).containsExactly(new ReadLog("j1", 0, -4096, 100));
  }

  @Test
  void takes_the_name_of_a_preset_from_the_path_and_the_user_from_the_door() throws Exception {
    await(
        bus.answer(
                Addresses.PUT_PRESET,
                question -> {
                  asked.add(question);
                  return Future.succeededFuture(
                      new PresetText(question.name(), false, 1, "", 1, question.user(), "{}"));
                })
            .completion());
    URI place = URI.create(url).resolve("/api/v1/presets/Sofa%20%2F%20two");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(place).header("content-type", "application/json");

    HttpResponse<String> answer =
        client.send(
            request.PUT(BodyPublishers.ofString("{\"json\": \"{}\", \"user\": \"eve\"}")).build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(asked).containsExactly(new PutPreset("Sofa / two", null, "{}", "local"));
    assertThat(
            client
                .send(
                    request
                        .PUT(BodyPublishers.ofString("{\"json\": \"{}\", \"name\": \"x\"}"))
                        .build(),
                    BodyHandlers.ofString())
                .body())
        .contains("name: differs from the name in the path");
  }

  @Test
  void asks_for_sums_by_whatever_case_of_the_word() throws Exception {
    await(
        bus.answer(
                Addresses.GET_STATISTICS,
                question -> {
                  asked.add(question);
                  return Future.succeededFuture(new Statistics(question.by(), List.of()));
                })
            .completion());

    assertThat(get("/api/v1/statistics?by=month&from=5").body())
        .isEqualTo("{\"by\":\"MONTH\",\"rows\":[]}");
    assertThat(asked).containsExactly(new GetStatistics(StatisticsBy.MONTH, 5, 0));
    assertThat(get("/api/v1/statistics?from=9&to=5").body()).contains("toMillis must not be");
  }
}
