package reelyard.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.login.Token;
import reelyard.login.TokenFile;
import reelyard.login.UsersConfig;
import reelyard.message.GatewayAddress;
import reelyard.message.GetGatewayAddress;
import reelyard.message.SubmitJobs;
import reelyard.message.Submitted;
import reelyard.tls.TlsSettings;

class GatewayVerticleTest {

  private final BlockingQueue<SubmitJobs> submitted = new LinkedBlockingQueue<>();

  @TempDir Path folder;
  private Vertx vertx;
  private Bus bus;
  private String deployed;

  @BeforeEach
  void begin() {
    vertx = Vertx.vertx();
    bus = new Bus(vertx);
  }

  @AfterEach
  void end() throws Exception {
    get(vertx.close());
  }

  @Test
  void answers_a_program_that_asks_and_tells_it_what_it_listens_to() throws Exception {
    answersSubmissions();
    int port = start("auto", "never");
    try (Talk talk = new Talk(port)) {
      talk.say("{\"type\":\"register\",\"address\":\"reelyard.job.a.log\"}");
      talk.say(submission("r1"));
      assertThat(talk.hear())
          .isEqualTo(
              new JsonObject()
                  .put("type", "message")
                  .put("address", "r1")
                  .put("headers", new JsonObject().put("version", "1"))
                  .put("send", true)
                  .put("body", new JsonObject().put("outcomes", new JsonArray())));
      assertThat(submitted.remove().jobs().get(0).user()).isEqualTo("whoever");

      vertx.eventBus().publish("reelyard.job.a.log", new JsonObject().put("x", 1));
      JsonObject told = talk.hear();
      assertThat(told.getString("address")).isEqualTo("reelyard.job.a.log");
      assertThat(told.getJsonObject("body")).isEqualTo(new JsonObject().put("x", 1));
    }
  }

  @Test
  void tells_of_a_refusal_with_its_code_and_its_words() throws Exception {
    int port = start("auto", "never");
    try (Talk talk = new Talk(port)) {
      talk.say(submission("r1"));
      assertThat(talk.hear().getString("failureType")).isEqualTo("NO_HANDLERS");
      talk.say("{\"type\":\"ping\"}");
      assertThat(talk.hear()).isEqualTo(new JsonObject().put("type", "pong"));
    }
  }

  @Test
  void lets_in_by_a_token_over_tls_and_throws_out_when_it_is_taken_away() throws Exception {
    answersSubmissions();
    String secret = token("anna", "submitter");
    int port = start("always", "always");
    try (Talk talk = new Talk(encrypted(port))) {
      talk.say("{\"type\":\"ping\",\"headers\":{\"authorization\":\"Bearer " + secret + "\"}}");
      assertThat(talk.hear()).isEqualTo(new JsonObject().put("type", "pong"));
      talk.say(submission("r1"));
      assertThat(talk.hear().getString("address")).isEqualTo("r1");
      assertThat(submitted.remove().jobs().get(0).user()).isEqualTo("anna");

      tokens().change(all -> List.of());

      assertThatThrownBy(talk::hear).isInstanceOf(IOException.class);
    }
  }

  @Test
  void keeps_what_comes_while_it_looks_at_the_token() throws Exception {
    answersSubmissions();
    String secret = token("anna", "submitter");
    int port = start("always", "never");
    try (Talk talk = new Talk(port)) {
      talk.say("{\"type\":\"ping\",\"headers\":{\"authorization\":\"Bearer " + secret + "\"}}");
      talk.say("{\"type\":\"register\",\"address\":\"reelyard.job.a.log\"}");
      talk.say("{\"type\":\"ping\"}");
      assertThat(talk.hear().getString("type")).isEqualTo("pong");
      assertThat(talk.hear().getString("type")).isEqualTo("pong");
      vertx.eventBus().publish("reelyard.job.a.log", "line");
      assertThat(talk.hear().getString("body")).isEqualTo("line");
    }
  }

  @Test
  void takes_a_large_submission_that_comes_with_the_token_before_it() throws Exception {
    answersSubmissions();
    String secret = token("anna", "submitter");
    int port = start("always", "never");
    try (Talk talk = new Talk(port)) {
      String film = "{\"input\":\"/a.mkv\",\"output\":\"/a.mp4\",\"user\":\"whoever\"},";
      String films = film.repeat(20_000);
      talk.say("{\"type\":\"ping\",\"headers\":{\"authorization\":\"Bearer " + secret + "\"}}");
      talk.say(
          "{\"type\":\"send\",\"address\":\"reelyard.scheduler.submit\",\"replyAddress\":\"r\","
              + "\"body\":{\"jobs\":["
              + films.substring(0, films.length() - 1)
              + "]}}");
      assertThat(talk.hear().getString("type")).isEqualTo("pong");
      assertThat(talk.hear().getString("address")).isEqualTo("r");
      assertThat(submitted.remove().jobs())
          .hasSize(20_000)
          .allMatch(job -> job.user().equals("anna"));
    }
  }

  @Test
  void hangs_up_on_who_shows_no_token_a_wrong_one_or_one_that_ended() throws Exception {
    String ended = Token.newSecret();
    tokens().change(all -> List.of(new Token("anna", "admin", Token.hash(ended), 1, 2)));
    int port = start("always", "never");
    for (String headers :
        List.of(
            "{}",
            "{\"authorization\":\"Bearer nonsense\"}",
            "{\"authorization\":\"Bearer " + Token.newSecret() + "\"}",
            "{\"authorization\":\"Bearer " + ended + "\"}")) {
      try (Talk talk = new Talk(port)) {
        talk.say("{\"type\":\"ping\",\"headers\":" + headers + "}");
        assertThat(talk.hear().getString("message")).startsWith("not_logged_in");
        assertThatThrownBy(talk::hear).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void hangs_up_on_a_frame_of_ten_megabytes_before_it_has_come() throws Exception {
    int port = start("auto", "never");
    try (Talk talk = new Talk(port)) {
      talk.socket.getOutputStream().write(new byte[] {0, (byte) 0x98, (byte) 0x96, (byte) 0x80});
      assertThat(talk.hear().getString("message")).contains("this one is 10000000");
      assertThatThrownBy(talk::hear).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"never", "always"})
  void says_why_it_hangs_up_also_to_who_still_speaks(String tls) throws Exception {
    int port = start("auto", tls);
    try (Talk talk = talk(port, tls)) {
      byte[] much = new byte[10 << 20];
      Arrays.fill(much, (byte) 0x7f);
      assertTimeoutPreemptively(
          Duration.ofSeconds(60), () -> talk.socket.getOutputStream().write(much));
      assertThat(talk.hear().getString("message")).contains("a frame begins with its length");
      assertThatThrownBy(talk::hear).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"never", "always"})
  void cuts_off_who_does_not_read_and_goes_on_for_the_others(String tls) throws Exception {
    int port = start("auto", tls);
    try (Talk deaf = talk(port, tls);
        Talk keen = talk(port, tls)) {
      for (Talk talk : List.of(deaf, keen)) {
        talk.say("{\"type\":\"register\",\"address\":\"reelyard.job.a.log\"}");
        talk.say("{\"type\":\"ping\"}");
        assertThat(talk.hear().getString("type")).isEqualTo("pong");
      }
      String much = "x".repeat(1 << 20);
      for (int i = 0; i < 64; i++) {
        vertx.eventBus().publish("reelyard.job.a.log", much);
        assertThat(keen.hear().getString("body")).hasSize(much.length());
      }
      // Its end is closed though it never reads: what it says is refused from then on.
      OutputStream never = deaf.socket.getOutputStream();
      assertTimeoutPreemptively(
          Duration.ofSeconds(60),
          () ->
              assertThatThrownBy(
                      () -> {
                        while (true) {
                          never.write(Frames.of("{\"type\":\"ping\"}"));
                        }
                      })
                  .isInstanceOf(IOException.class));
      keen.say("{\"type\":\"ping\"}");
      assertThat(keen.hear().getString("type")).isEqualTo("pong");
    }
  }

  @Test
  void turns_away_more_programs_than_it_may_have() throws Exception {
    int port = start("auto", "never", 1);
    try (Talk first = new Talk(port)) {
      first.say("{\"type\":\"ping\"}");
      first.hear();
      try (Talk second = new Talk(port)) {
        assertThatThrownBy(second::hear).isInstanceOf(IOException.class);
      }
    }
    get(vertx.undeploy(deployed));
  }

  @Test
  void leaves_nothing_behind() throws Exception {
    int port = start("auto", "never");
    assertThat(port).isPositive();
    get(vertx.undeploy(deployed));
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(IOException.class);
  }

  private void answersSubmissions() throws Exception {
    get(
        bus.answer(
                Addresses.SUBMIT,
                jobs -> {
                  submitted.add(jobs);
                  return Future.succeededFuture(new Submitted(List.of()));
                })
            .completion());
  }

  private int start(String login, String tls) throws Exception {
    return start(login, tls, 200);
  }

  private int start(String login, String tls, int connections) throws Exception {
    GatewayConfig config =
        new GatewayConfig(
            true,
            "127.0.0.1",
            0,
            login,
            new TlsSettings(tls, "", ""),
            new GatewayLimits(connections, 50, 64, 200));
    JsonObject all =
        new JsonObject()
            .put("farm", "gateway-test")
            .put("gateway", Json.encode(config))
            .put("users", Json.encode(users()));
    deployed =
        get(vertx.deployVerticle(new GatewayVerticle(), new DeploymentOptions().setConfig(all)));
    GatewayAddress address = get(bus.ask(Addresses.GATEWAY_ADDRESS, new GetGatewayAddress()));
    return URI.create(address.url()).getPort();
  }

  private UsersConfig users() {
    return new UsersConfig(folder.resolve("users.jsonl").toString());
  }

  private TokenFile tokens() {
    return new TokenFile(users().tokens("gateway-test"));
  }

  private String token(String name, String role) {
    String secret = Token.newSecret();
    long ends = System.currentTimeMillis() + Duration.ofDays(1).toMillis();
    tokens().change(all -> List.of(new Token(name, role, Token.hash(secret), 1, ends)));
    return secret;
  }

  private static String submission(String reply) {
    return ("{\"type\":\"send\",\"address\":\"reelyard.scheduler.submit\",\"replyAddress\":\"%s\","
            + "\"body\":{\"jobs\":[{\"input\":\"/a.mkv\",\"output\":\"/a.mp4\",\"user\":\"whoever\"}]}}")
        .formatted(reply);
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static Talk talk(int port, String tls) throws Exception {
    return tls.equals("always") ? new Talk(encrypted(port)) : new Talk(port);
  }

  /** Whoever it is: these tests compare what is said, not to whom. */
  private static Socket encrypted(int port) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anyone()}, null);
    return context.getSocketFactory().createSocket("127.0.0.1", port);
  }

  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {}

    @Override
    public java.security.cert.X509Certificate[] getAcceptedIssuers() {
      return new java.security.cert.X509Certificate[0];
    }
  }

  /** A program of few words. */
  private static final class Talk implements AutoCloseable {

    private final Socket socket;

    Talk(int port) throws IOException {
      this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    Talk(Socket socket) throws IOException {
      this.socket = socket;
      socket.setSoTimeout(60_000);
    }

    void say(String frame) throws IOException {
      socket.getOutputStream().write(Frames.of(frame));
    }

    /** The next frame; fails when the other side hangs up. */
    JsonObject hear() throws IOException {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      if (bytes.length == 0) {
        throw new EOFException("an empty frame");
      }
      return new JsonObject(new String(bytes, UTF_8));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
