package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reelyard.web.FakeScheduler.await;
import static reelyard.web.Views.queued;
import static reelyard.web.Views.transcoding;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.message.GetWebAddress;

class BridgeTest {

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private Vertx vertx;

  /** Held here: Vert.x closes a client, and all its connections, once nobody refers to it. */
  private WebSocketClient client;

  private FakeScheduler scheduler;
  private int port;

  @BeforeEach
  void start_the_web() throws Exception {
    vertx = Vertx.vertx();
    client = vertx.createWebSocketClient();
    scheduler = new FakeScheduler(vertx, "first");
    JsonObject section = new JsonObject().put("host", "127.0.0.1").put("port", 0);
    await(
        vertx.deployVerticle(
            new WebVerticle(),
            new DeploymentOptions().setConfig(new JsonObject().put("web", section))));
    port =
        URI.create(await(new Bus(vertx).ask(Addresses.WEB_ADDRESS, new GetWebAddress())).url())
            .getPort();
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @Test
  void answers_a_visitor_who_asks_for_the_farm() throws Exception {
    scheduler.holds(queued("a", "film.mkv"));
    WebSocket socket = connect(null);

    say(socket, farmQuestion());

    JsonObject answer = next();
    assertThat(answer.getString("type")).isEqualTo("rec");
    assertThat(answer.getString("address")).isEqualTo("r1");
    assertThat(answer.getJsonObject("body").getJsonArray("jobs")).hasSize(1);
  }

  @Test
  void tells_a_visitor_of_jobs_workers_and_progress() throws Exception {
    WebSocket socket = connect("http://127.0.0.1:" + port);
    for (String address :
        new String[] {
          "reelyard.farm.jobs",
          "reelyard.farm.workers",
          "reelyard.farm.summary",
          "reelyard.job.a.progress",
          "reelyard.job.a.log"
        }) {
      say(socket, new JsonObject().put("type", "register").put("address", address));
    }
    say(socket, farmQuestion());
    next();

    scheduler.progress(transcoding("a", "attic", 42, 1));

    JsonObject told = next();
    assertThat(told.getString("address")).isEqualTo("reelyard.job.a.progress");
    assertThat(told.getJsonObject("body").getDouble("percent")).isEqualTo(42);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reelyard.scheduler.start-job",
        "reelyard.scheduler.stop-job",
        "reelyard.scheduler.submit.x",
        "reelyard.scheduler.get-attempt",
        "reelyard.scheduler.register",
        "reelyard.staging.serve-files",
        "reelyard.worker.attic.shutdown",
        "reelyard.farm.jobs",
        "reelyard.farmx",
        "xreelyard.farm",
        "reelyard.web",
        "__vertx.subs"
      })
  void denies_sending_anywhere_else(String address) throws Exception {
    WebSocket socket = connect(null);

    say(
        socket,
        new JsonObject()
            .put("type", "send")
            .put("address", address)
            .put("replyAddress", "r1")
            .put("body", new JsonObject()));

    assertThat(next().getString("body")).isEqualTo("access_denied");
    assertThat(scheduler.submitted()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reelyard.farm",
        "reelyard.scheduler.report",
        "reelyard.scheduler.submit",
        "reelyard.staging.attempt-ended",
        "reelyard.worker.attic",
        "reelyard.job.A.progress",
        "reelyard.job.a.b.progress",
        "reelyard.job..progress",
        "reelyard.farm.jobs.x",
        "reelyard"
      })
  void denies_listening_anywhere_else(String address) throws Exception {
    WebSocket socket = connect(null);

    say(socket, new JsonObject().put("type", "register").put("address", address));

    assertThat(next().getString("body")).isEqualTo("access_denied");
  }

  @Test
  void lets_nobody_publish() throws Exception {
    WebSocket socket = connect(null);

    say(socket, new JsonObject().put("type", "publish").put("address", "reelyard.farm"));

    assertThat(next().getString("body")).isEqualTo("rejected");
    assertThat(scheduler.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/eventbus/websocket", "/eventbus/000/abc/websocket"})
  void refuses_a_websocket_from_another_site(String path) {
    assertThatThrownBy(() -> connect(path, "http://evil.example"))
        .cause()
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class, e -> assertThat(e.getStatus()).isEqualTo(403));
  }

  @Test
  void closes_on_a_message_beyond_64_kib() throws Exception {
    WebSocket socket = connect(null);
    CompletableFuture<Void> closed = new CompletableFuture<>();
    socket.closeHandler(v -> closed.complete(null));

    say(socket, new JsonObject().put("type", "ping").put("body", "x".repeat(70_000)));

    closed.get(60, TimeUnit.SECONDS);
  }

  @Test
  void goes_on_after_nonsense() throws Exception {
    WebSocket socket = connect(null);
    socket.writeTextMessage("{");
    assertThat(next().getString("body")).isEqualTo("invalid_json");

    say(socket, farmQuestion());
    assertThat(next().getString("type")).isEqualTo("rec");
  }

  @Test
  void lets_go_of_who_sends_nothing_but_nonsense() throws Exception {
    WebSocket socket = connect(null);
    CompletableFuture<Void> closed = new CompletableFuture<>();
    socket.closeHandler(v -> closed.complete(null));

    for (int i = 0; i < 2_000; i++) {
      socket.writeTextMessage("{}");
    }

    closed.get(60, TimeUnit.SECONDS);
    assertThat(heard).hasSizeBetween(1, 1_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"headers\": 5", "\"headers\": [1]", "\"body\": \"text\"", "\"body\": [1]"})
  void says_in_words_what_is_no_message(String wrong) throws Exception {
    WebSocket socket = connect(null);

    socket.writeTextMessage(
        "{\"type\": \"send\", \"address\": \"reelyard.farm\", \"replyAddress\": \"r1\", "
            + wrong
            + "}");

    JsonObject refusal = next();
    assertThat(refusal.getInteger("failureCode")).isEqualTo(400);
    assertThat(refusal.getString("message"))
        .endsWith("must be a JSON object")
        .doesNotContain("class");
  }

  @Test
  void answers_whatever_a_header_is() throws Exception {
    say(
        connect(null),
        farmQuestion().put("headers", new JsonObject().putNull("version").putNull("x")));

    assertThat(next().getString("type")).isEqualTo("rec");
  }

  @Test
  void speaks_sockjs_with_heartbeats() throws Exception {
    connect("/eventbus/000/abc/websocket", null)
        .writeTextMessage(new JsonArray().add(farmQuestion().encode()).encode());

    assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("o");
    assertThat(heard.poll(60, TimeUnit.SECONDS)).startsWith("a[");
    assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("h");
  }

  private static JsonObject farmQuestion() {
    return new JsonObject()
        .put("type", "send")
        .put("address", "reelyard.farm")
        .put("replyAddress", "r1")
        .put("body", new JsonObject().put("limit", 0));
  }

  private WebSocket connect(String origin) throws Exception {
    return connect("/eventbus/websocket", origin);
  }

  private WebSocket connect(String path, String origin) throws Exception {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI(path);
    if (origin != null) {
      options.addHeader("origin", origin);
    }
    // Listening from the first moment on, which is still the event loop's.
    return await(
        client
            .connect(options)
            .map(socket -> socket.handler(buffer -> heard.add(buffer.toString()))));
  }

  private static void say(WebSocket socket, JsonObject message) {
    socket.writeTextMessage(message.encode());
  }

  private JsonObject next() throws Exception {
    String text = heard.poll(60, TimeUnit.SECONDS);
    assertThat(text).as("something is heard in time").isNotNull();
    return new JsonObject(text);
  }
}
