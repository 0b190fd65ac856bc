package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reelyard.web.FakeScheduler.await;
import static reelyard.web.Views.complete;
import static reelyard.web.Views.queued;
import static reelyard.web.Views.worker;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.message.GetFarm;
import reelyard.message.GetWebAddress;
import reelyard.model.WorkerState;

class WebVerticleTest {

  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  private Vertx vertx;
  private FakeScheduler scheduler;
  private HttpClient http;
  private int port;

  @BeforeEach
  void start_the_web() throws Exception {
    vertx = Vertx.vertx();
    scheduler = new FakeScheduler(vertx, "first");
    deploy("127.0.0.1", 0);
    http = vertx.createHttpClient();
    port = URI.create(url()).getPort();
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @Test
  void tells_the_bus_where_it_is() throws Exception {
    assertThat(url()).matches("http://127\\.0\\.0\\.1:[1-9][0-9]*/");
    assertThat(get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void says_what_to_do_when_its_port_is_taken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> deploy("127.0.0.1", taken.getLocalPort()))
          .hasMessageContaining(
              "port "
                  + taken.getLocalPort()
                  + " on 127.0.0.1 is taken by another program: choose a free one with --port or"
                  + " the key web.port");
    }
  }

  // ---- pages

  @Test
  void serves_the_page_with_headers_that_trust_nothing_else() throws Exception {
    Answer page = get("/");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("<title>Reelyard</title>");
    assertThat(page.headers().get("content-type")).startsWith("text/html");
    assertThat(page.headers().get("content-security-policy"))
        .startsWith("default-src 'self';")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().get("x-content-type-options")).isEqualTo("nosniff");
    assertThat(page.headers().get("referrer-policy")).isEqualTo("no-referrer");
  }

  @ParameterizedTest
  @CsvSource({
    "/app.js, javascript",
    "/views/overview.js, javascript",
    "/css/base.css, text/css",
    "/icons.svg, image/svg+xml",
    "/lib/lit-html/lit-html.js, javascript",
    "/favicon.svg, image/svg+xml",
    "/lib/sockjs.min.js, javascript"
  })
  void lets_no_browser_keep_a_file_that_an_upgrade_would_change(String path, String type)
      throws Exception {
    Answer file = get(path);
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.headers().get("content-type")).contains(type);
    assertThat(file.headers().getAll("cache-control")).containsExactly("no-store");

    Map<String, String> kept = Map.of("if-modified-since", "Fri, 31 Dec 2100 23:59:59 GMT");
    assertThat(send(HttpMethod.GET, path, kept, "").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/lib/",
        "/lib/../../config/reelyard.yaml",
        "/..%2fconfig/reelyard.yaml",
        "/%2e%2e/config/reelyard.yaml",
        "/../config/reelyard.yaml",
        "/.hidden",
        "/api/v1/nothing"
      })
  void has_nothing_beside_its_files(String path) throws Exception {
    Answer answer = get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().getInteger("status")).isEqualTo(404);
    assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
  }

  // ---- who may speak

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/v1/farm", "/eventbus/info", "/health/live"})
  void refuses_a_foreign_host_name_everywhere(String path) throws Exception {
    Answer answer = send(HttpMethod.GET, path, Map.of("host", "evil.example:" + port), "");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().getString("detail")).contains("Host header must be localhost");
  }

  @Test
  void refuses_a_foreign_origin_at_the_bridge_and_for_changes() throws Exception {
    Map<String, String> foreign =
        Map.of("origin", "http://evil.example", "content-type", "application/json");
    String body = "{\"jobs\":[{\"input\":\"/a\",\"output\":\"/b\"}]}";

    assertThat(send(HttpMethod.GET, "/eventbus/info", foreign, "").status()).isEqualTo(403);
    assertThat(send(HttpMethod.POST, "/api/v1/jobs", foreign, body).status()).isEqualTo(403);
    assertThat(send(HttpMethod.POST, "/api/v1/jobs/a/stop", foreign, "").status()).isEqualTo(403);
    assertThat(scheduler.submitted()).isEmpty();
  }

  @Test
  void takes_changes_from_its_own_page_and_from_tools() throws Exception {
    scheduler.holds(queued("a", "film.mkv"));
    Map<String, String> own =
        Map.of("origin", "http://127.0.0.1:" + port, "content-type", "application/json");

    assertThat(send(HttpMethod.POST, "/api/v1/jobs/a/stop", own, "").status()).isEqualTo(200);
    assertThat(send(HttpMethod.POST, "/api/v1/jobs/a/stop", JSON, "{}").status()).isEqualTo(200);
    assertThat(send(HttpMethod.POST, "/api/v1/jobs/a/stop", Map.of(), "").status()).isEqualTo(415);
  }

  // ---- REST

  @Test
  void hands_submitted_jobs_to_the_scheduler() throws Exception {
    String body = "{\"jobs\":[{\"input\":\"/a\",\"output\":\"/b\"},{\"input\":\"/c\"}]}";

    Answer answer = send(HttpMethod.POST, "/api/v1/jobs", JSON, body);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getJsonArray("outcomes")).hasSize(2);
    assertThat(scheduler.submitted().get(0).jobs().get(1).input()).isEqualTo("/c");
  }

  /** One line for each route: what is sent, and what the bus is asked then. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST|/api/v1/jobs|[{\"input\":\"/a\"}]|submit|SubmitJobs[key=null, jobs=[JobSpec[name=a,",
        "POST|/api/v1/jobs|{\"key\":\"k\",\"jobs\":[{}]}|submit|SubmitJobs[key=k, jobs=[JobSpec[",
        "GET|/api/v1/jobs||list-jobs|ListJobs[states=[], text=null, user=null, pool=null,",
        "GET|/api/v1/jobs?state=queued,RUNNING&state=failed&text=a%20b&user=u&pool=p&worker=w"
            + "&archived=true&suspended=false&order=ended&cursor=c&limit=1000||list-jobs"
            + "|ListJobs[states=[QUEUED, RUNNING, FAILED], text=a b, user=u, pool=p, workerId=w,"
            + " archived=true, suspended=false, order=ENDED, cursor=c, limit=1000]",
        "GET|/api/v1/jobs/a||get-job|JobId[jobId=a]",
        "GET|/api/v1/jobs/a/why||explain-job|JobId[jobId=a]",
        "GET|/api/v1/jobs/a/eta||get-eta|GetEta[jobId=a]",
        "POST|/api/v1/jobs/a/suspend||change-jobs|ChangeJobs[jobIds=[a], action=SUSPEND,",
        "POST|/api/v1/jobs/a/activate||change-jobs|ChangeJobs[jobIds=[a], action=ACTIVATE,",
        "POST|/api/v1/jobs/a/stop||change-jobs|ChangeJobs[jobIds=[a], action=STOP,",
        "POST|/api/v1/jobs/a/retry||change-jobs|ChangeJobs[jobIds=[a], action=RETRY,",
        "POST|/api/v1/jobs/a/archive||change-jobs|ChangeJobs[jobIds=[a], action=ARCHIVE,",
        "POST|/api/v1/jobs/a/restore||change-jobs|ChangeJobs[jobIds=[a], action=RESTORE,",
        "DELETE|/api/v1/jobs/a||change-jobs|ChangeJobs[jobIds=[a], action=DELETE,",
        "POST|/api/v1/jobs/change|{\"jobIds\":[\"a\",\"b\"],\"action\":\"SET_PRIORITY\","
            + "\"priority\":5}|change-jobs"
            + "|ChangeJobs[jobIds=[a, b], action=SET_PRIORITY, priority=5,",
        "GET|/api/v1/eta||get-eta|GetEta[jobId=null]",
        "GET|/api/v1/history?worker=w&job=a&from=1&to=2&cursor=c&limit=3||get-history"
            + "|GetHistory[workerId=w, jobId=a, fromMillis=1, toMillis=2, cursor=c, limit=3]",
        "GET|/api/v1/workers||farm|GetFarm[limit=1]",
        "GET|/api/v1/dropbox?limit=7||drop-box|GetDropBox[limit=7]",
        "GET|/api/v1/stagings||get-stagings|GetStagings[]",
        "POST|/api/v1/workers/control|{\"control\":\"PAUSE\",\"minutes\":30}|control-workers"
            + "|ControlWorkers[workerIds=[], control=PAUSE, minutes=30]",
        "PUT|/api/v1/workers/attic|{\"share\":2}|set-worker|SetWorker[workerId=attic,",
        "POST|/api/v1/workers/attic/test||test-worker|TestWorker[workerId=attic]",
        "PUT|/api/v1/farm|{\"sort\":\"SHORTEST\"}|set-farm|SetFarm[sort=SHORTEST]",
        "POST|/api/v1/backup|{\"file\":\"/x.db\"}|back-up|BackUp[file=/x.db]",
      })
  void asks_the_bus_what_it_was_asked(
      String method, String path, String body, String address, String question) throws Exception {
    scheduler.holds(queued("a", "film.mkv"));

    Answer answer = send(HttpMethod.valueOf(method), path, JSON, body == null ? "" : body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(scheduler.asked).hasSize(1);
    assertThat(scheduler.asked.get(0).address()).endsWith("." + address);
    assertThat(scheduler.latest().toString()).startsWith(question);
  }

  @Test
  void shows_workers_with_what_holds_for_all_of_them() throws Exception {
    scheduler.holds(worker("attic", WorkerState.READY, null, List.of(), List.of()));

    JsonObject answer = get("/api/v1/workers").json();

    assertThat(answer.fieldNames()).containsExactlyInAnyOrder("workers", "settings");
    assertThat(answer.getJsonArray("workers")).hasSize(1);
    assertThat(answer.getJsonObject("settings").getString("sort")).isEqualTo("AGE");
  }

  @Test
  void tells_of_each_job_of_a_selection_what_became_of_it() throws Exception {
    scheduler.holds(queued("a", "film.mkv"));

    Answer answer =
        send(
            HttpMethod.POST,
            "/api/v1/jobs/change",
            JSON,
            "{\"jobIds\":[\"a\",\"b\"],\"action\":\"STOP\"}");

    assertThat(answer.status()).isEqualTo(200);
    JsonArray outcomes = answer.json().getJsonArray("outcomes");
    assertThat(outcomes.getJsonObject(0).getJsonObject("refusal")).isNull();
    assertThat(outcomes.getJsonObject(1).getJsonObject("refusal").getInteger("code"))
        .isEqualTo(404);
  }

  @Test
  void takes_the_key_of_a_submission_from_its_header() throws Exception {
    Map<String, String> keyed =
        Map.of("content-type", "application/json", "idempotency-key", "once");

    send(HttpMethod.POST, "/api/v1/jobs", keyed, "[{\"input\":\"/a\"}]");

    assertThat(scheduler.submitted().get(0).key()).isEqualTo("once");
    String other = "{\"key\":\"twice\",\"jobs\":[{\"input\":\"/a\"}]}";
    Answer differs = send(HttpMethod.POST, "/api/v1/jobs", keyed, other);
    assertThat(differs.status()).isEqualTo(400);
    assertThat(differs.json().getString("detail")).startsWith("Idempotency-Key: differs");
  }

  @Test
  void needs_json_for_put_as_well() throws Exception {
    assertThat(send(HttpMethod.PUT, "/api/v1/farm", Map.of(), "{}").status()).isEqualTo(415);
  }

  @Test
  void names_what_is_wrong_with_a_submission() throws Exception {
    Answer unknown = send(HttpMethod.POST, "/api/v1/jobs", JSON, "{\"jobs\":[{\"inptu\":\"/a\"}]}");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.json().getString("detail")).contains("jobs[0].inptu: unknown");
    assertThat(unknown.json().getString("title")).isEqualTo("Bad request");
    assertThat(unknown.json().getString("type")).isEqualTo("about:blank");

    Answer broken = send(HttpMethod.POST, "/api/v1/jobs", JSON, "{\"jobs\":\n[{]}");
    assertThat(broken.status()).isEqualTo(400);
    assertThat(broken.json().getString("detail")).startsWith("line 2, column 3: ");
  }

  @Test
  void takes_a_large_submission_and_refuses_one_beyond_16_mib() throws Exception {
    String job = "{\"input\":\"/" + "x".repeat(2_000) + "\"}";
    String large = "{\"jobs\":[" + (job + ",").repeat(7_000) + job + "]}";
    assertThat(send(HttpMethod.POST, "/api/v1/jobs", JSON, large).status()).isEqualTo(200);
    assertThat(scheduler.submitted().get(0).jobs()).hasSize(7_001);

    Answer tooLarge =
        send(HttpMethod.POST, "/api/v1/jobs", JSON, " ".repeat((16 << 20) + 1) + large);
    assertThat(tooLarge.status()).isEqualTo(413);
    assertThat(tooLarge.json().getString("detail")).contains("16 MiB");
  }

  @Test
  void shows_the_farm_with_as_many_jobs_as_wanted() throws Exception {
    scheduler.holds(queued("a", "film.mkv"));

    Answer answer = get("/api/v1/farm?limit=7");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getJsonArray("jobs").getJsonObject(0).getString("name"))
        .isEqualTo("film.mkv");
    assertThat(scheduler.latest()).isEqualTo(new GetFarm(7));
    assertThat(get("/api/v1/farm?limit=x").status()).isEqualTo(400);
    assertThat(get("/api/v1/farm?limit=1&limit=2").status()).isEqualTo(400);
    Answer unknown = get("/api/v1/farm?ended=1");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.json().getString("detail"))
        .isEqualTo("ended: unknown; known here are limit");
  }

  @Test
  void turns_refusals_of_the_bus_into_their_status() throws Exception {
    scheduler.holds(complete("done", "film.mkv", "attic"));

    assertThat(get("/api/v1/jobs/done").json().getString("state")).isEqualTo("COMPLETE");
    Answer missing = get("/api/v1/jobs/none");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.json().getString("detail")).isEqualTo("there is no job none");
    Answer ended = send(HttpMethod.POST, "/api/v1/jobs/done/stop", JSON, "");
    assertThat(ended.status()).isEqualTo(409);
    assertThat(send(HttpMethod.DELETE, "/api/v1/jobs/done", Map.of(), "").status()).isEqualTo(409);
    assertThat(send(HttpMethod.PUT, "/api/v1/jobs/done", JSON, "").status()).isEqualTo(405);
  }

  @Test
  void is_ready_while_a_scheduler_answers_and_alive_without_one() throws Exception {
    assertThat(get("/health/ready").status()).isEqualTo(200);

    scheduler.leave();

    // An answer is kept for a second.
    Answer ready;
    do {
      ready = get("/health/ready");
    } while (ready.status() == 200);
    assertThat(ready.status()).isEqualTo(503);
    assertThat(get("/health/live").status()).isEqualTo(200);
    assertThat(get("/metrics").text()).contains("reelyard_scheduler_up 0.0");
  }

  @Test
  void asks_for_the_farm_once_for_many_who_look_at_its_health() throws Exception {
    for (int i = 0; i < 200; i++) {
      assertThat(get("/health/ready").status()).isEqualTo(200);
    }

    assertThat(scheduler.asked(GetFarm.class)).hasSizeLessThan(100);
  }

  @Test
  void changes_fields_of_a_job_and_names_each_that_was_refused() throws Exception {
    scheduler.holds(queued("a", "A"), complete("done", "film.mkv", "attic"));
    String change = "{\"priority\": 7, \"suspended\": true}";

    Answer changed = send(HttpMethod.PATCH, "/api/v1/jobs/a", JSON, change);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().getString("id")).isEqualTo("a");

    Answer refused = send(HttpMethod.PATCH, "/api/v1/jobs/done", JSON, change);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().getJsonArray("errors"))
        .extracting(error -> ((JsonObject) error).getString("field"))
        .containsExactly("suspended", "priority");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain", "application/x-www-form-urlencoded"})
  void refuses_a_patch_that_does_not_say_that_it_is_json(String type) throws Exception {
    scheduler.holds(queued("a", "A"));

    Answer answer =
        send(HttpMethod.PATCH, "/api/v1/jobs/a", Map.of("content-type", type), "{\"priority\": 7}");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.json().getString("detail")).contains("application/json");
  }

  @Test
  void refuses_a_submission_that_says_it_is_an_upload() throws Exception {
    Map<String, String> headers = Map.of("content-type", "text/plain", "tus-resumable", "1.0.0");

    assertThat(send(HttpMethod.POST, "/api/v1/jobs", headers, "{}").status()).isEqualTo(415);
  }

  @Test
  void says_that_a_change_may_still_be_done_when_the_scheduler_is_slow() throws Exception {
    scheduler.leave();
    Answer gone = send(HttpMethod.PATCH, "/api/v1/jobs/a", JSON, "{\"priority\": 7}");
    assertThat(gone.status()).isEqualTo(503);
    await(
        vertx
            .eventBus()
            .consumer(Addresses.CHANGE_JOBS.name(), m -> m.reply(new JsonObject()))
            .completion());
    Answer broken = send(HttpMethod.PATCH, "/api/v1/jobs/a", JSON, "{\"priority\": 7}");
    assertThat(broken.status()).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PATCH | /api/v1/jobs/a | {\"priority\": \"x\"} | priority",
        "PATCH | /api/v1/jobs/a | {\"colour\": 1} | colour",
        "POST | /api/v1/jobs | {\"jobs\": [{\"attempts\": []}]} | jobs[0].attempts",
        "POST | /api/v1/jobs | {\"jobs\": [{\"attempts\": null}]} | jobs[0].attempts",
        "POST | /api/v1/jobs | {\"jobs\": []} | jobs",
        "PUT | /api/v1/farm | {} | sort",
        "PUT | /api/v1/workers/attic | {\"share\": 65} | share",
        "GET | /api/v1/jobs?limit=2000 | | limit",
        "GET | /api/v1/jobs?state=lost | | state",
        "GET | /api/v1/jobs?colour=red | | colour",
        "GET | /api/v1/events?jobs=A%20B | | jobs",
      })
  void names_the_field_that_is_wrong(String method, String path, String body, String field)
      throws Exception {
    Answer answer = send(HttpMethod.valueOf(method), path, JSON, body == null ? "" : body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().getJsonArray("errors"))
        .as(answer.text())
        .extracting(error -> ((JsonObject) error).getString("field"))
        .containsExactly(field);
  }

  @Test
  void refuses_to_show_more_of_the_farm_than_a_view_holds() throws Exception {
    assertThat(get("/api/v1/farm?limit=1000").status()).isEqualTo(200);
    Answer answer = get("/api/v1/farm?limit=1001");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("detail")).isEqualTo("limit: must be one number, 0 to 1000");
  }

  @Test
  void shows_whole_settings_to_who_sends_none() throws Exception {
    Answer answer = send(HttpMethod.PUT, "/api/v1/workers/attic", JSON, "");

    assertThat(answer.json().getString("detail"))
        .contains("\"masks\":[16777215,", "\"whenClosed\":\"FINISH\"", "\"share\":0");
  }

  @Test
  void says_how_to_start_a_scheduler_when_there_is_none() throws Exception {
    scheduler.leave();

    Answer answer = get("/api/v1/farm");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().getString("detail"))
        .isEqualTo("no scheduler is reachable on the bus: start one with ./reelyard run manager");
    assertThat(get("/health/live").status()).isEqualTo(200);
    assertThat(get("/api/v1/dropbox").status()).isEqualTo(404);
    assertThat(get("/api/v1/dropbox").json().getString("detail"))
        .startsWith("no folder is watched: name one in dropbox.folders");
  }

  @Test
  void says_that_what_was_asked_may_still_be_done_when_the_scheduler_is_slow() throws Exception {
    scheduler.leave();
    await(vertx.eventBus().consumer(Addresses.GET_JOB.name(), unanswered -> {}).completion());

    Answer answer = get("/api/v1/jobs/a");

    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.json().getString("detail")).isEqualTo("no answer within 5 s: ask again");
  }

  @Test
  void waits_longer_for_a_submission_than_the_scheduler_waits_for_staging() {
    ApiRoute<?, ?> submit =
        ApiRoutes.ALL.stream()
            .filter(r -> r.request().equals(Addresses.SUBMIT))
            .findFirst()
            .orElseThrow();

    assertThat(submit.patience()).isGreaterThan(Duration.ofSeconds(75));
    assertThat(Problem.noAnswer(Addresses.SUBMIT, submit.patience(), true).detail())
        .contains("repeat with the same key");
  }

  private record Answer(int status, MultiMap headers, String text) {

    JsonObject json() {
      return new JsonObject(text);
    }
  }

  private Answer get(String path) throws Exception {
    return send(HttpMethod.GET, path, Map.of(), "");
  }

  private Answer send(HttpMethod method, String path, Map<String, String> headers, String body)
      throws Exception {
    RequestOptions options =
        new RequestOptions().setMethod(method).setHost("127.0.0.1").setPort(port).setURI(path);
    headers.forEach(options::putHeader);
    return await(
        http.request(options)
            // Within, so that on a busy machine no response can end before anybody reads it.
            .compose(request -> request.send(Buffer.buffer(body)).compose(WebVerticleTest::whole)));
  }

  private static io.vertx.core.Future<Answer> whole(HttpClientResponse response) {
    return response
        .body()
        .map(body -> new Answer(response.statusCode(), response.headers(), body.toString()));
  }

  private String url() throws Exception {
    return await(new Bus(vertx).ask(Addresses.WEB_ADDRESS, new GetWebAddress())).url();
  }

  private void deploy(String host, int onPort) throws Exception {
    JsonObject section = new JsonObject().put("host", host).put("port", onPort);
    await(
        vertx.deployVerticle(
            new WebVerticle(),
            new DeploymentOptions().setConfig(new JsonObject().put("web", section))));
  }
}
