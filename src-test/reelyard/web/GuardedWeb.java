package reelyard.web;

import static reelyard.web.FakeScheduler.await;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.login.Token;
import reelyard.login.TokenFile;
import reelyard.login.User;
import reelyard.login.UserFile;
import reelyard.message.GetWebAddress;
import reelyard.model.UserRole;

/** A web that asks who one is, with a user of every role, and browsers and programs to try it. */
final class GuardedWeb {

  static final String PASSWORD = "password";

  /** Of the password, with few rounds: tests log in often. */
  static final String KEPT =
      "$pbkdf2-sha512$1000$MDEyMzQ1Njc4OWFiY2RlZg$38DzhdBT7fPaUGBlsh42VTuuKSFAIYGZJ7l6feCDLIk";

  private static final long A_DAY = TimeUnit.DAYS.toMillis(1);

  final Vertx vertx = Vertx.vertx();
  final UserFile users;
  final TokenFile tokens;
  final URI url;
  private final HttpClient http;

  /** Held: Vert.x closes clients that nobody holds, and what they have opened. */
  private final WebSocketClient sockets =
      vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(100));

  record Answer(int status, MultiMap headers, String text) {

    JsonObject json() {
      return new JsonObject(text);
    }

    String detail() {
      return json().getString("detail");
    }
  }

  /** A browser that has logged in. */
  record Browser(String cookie, String csrf) {

    Map<String, String> looks() {
      return Map.of("cookie", cookie);
    }

    Map<String, String> changes() {
      return Map.of("cookie", cookie, "x-csrf-token", csrf, "content-type", "application/json");
    }
  }

  /**
   * @param web what differs from the defaults in the section of this name
   */
  GuardedWeb(Path folder, JsonObject web) throws Exception {
    users = new UserFile(folder.resolve("users.jsonl"));
    tokens = new TokenFile(folder.resolve("test-tokens.jsonl"));
    List<User> all = new ArrayList<>();
    for (UserRole role : UserRole.values()) {
      all.add(new User(name(role), role, List.of(), KEPT));
    }
    users.change(none -> all);
    JsonObject section =
        new JsonObject()
            .put("host", "127.0.0.1")
            .put("port", 0)
            .put("login", "always")
            .mergeIn(web, true);
    await(
        vertx.deployVerticle(
            new WebVerticle(),
            new DeploymentOptions()
                .setConfig(
                    new JsonObject()
                        .put("farm", "test")
                        .put("web", section)
                        .put("users", new JsonObject().put("file", users.path().toString())))));
    url = URI.create(await(new Bus(vertx).ask(Addresses.WEB_ADDRESS, new GetWebAddress())).url());
    http =
        vertx.createHttpClient(
            new HttpClientOptions().setTrustAll(true).setVerifyHost(false),
            new PoolOptions().setHttp1MaxSize(10));
  }

  void close() throws Exception {
    await(vertx.close());
  }

  /** The user who has this role. */
  static String name(UserRole role) {
    return "the-" + role.word();
  }

  /** A new token's secret. */
  String token(String name, String role, long endsInMillis) {
    String secret = Token.newSecret();
    long now = System.currentTimeMillis();
    tokens.change(
        all -> {
          List<Token> more = new ArrayList<>(all);
          more.add(new Token(name, role, Token.hash(secret), now, now + endsInMillis));
          return more;
        });
    return secret;
  }

  String token(String name, UserRole role) {
    return token(name, role.word(), A_DAY);
  }

  String token(UserRole role) {
    return token(role.word() + "-token", role);
  }

  Answer logIn(String name, String password) throws Exception {
    return post(
        LoginRoutes.LOGIN,
        Map.of("content-type", "application/json"),
        new JsonObject().put("name", name).put("password", password).encode());
  }

  Browser browser(UserRole role) throws Exception {
    return browser(logIn(name(role), PASSWORD));
  }

  static Browser browser(Answer login) {
    return new Browser(
        login.headers().get("set-cookie").replaceFirst(";.*", ""), login.json().getString("csrf"));
  }

  Answer get(String path, Map<String, String> headers) throws Exception {
    return send(HttpMethod.GET, path, headers, "");
  }

  Answer post(String path, Map<String, String> headers, String body) throws Exception {
    return send(HttpMethod.POST, path, headers, body);
  }

  Answer send(HttpMethod method, String path, Map<String, String> headers, String body)
      throws Exception {
    return await(ask(method, path, headers, body));
  }

  Future<Answer> ask(HttpMethod method, String path, Map<String, String> headers, String body) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setHost("127.0.0.1")
            .setPort(url.getPort())
            .setSsl(url.getScheme().equals("https"))
            .setURI(path);
    new TreeMap<>(headers).forEach(options::putHeader);
    return http.request(options)
        .compose(request -> request.send(Buffer.buffer(body)).compose(GuardedWeb::whole));
  }

  private static Future<Answer> whole(HttpClientResponse response) {
    if ("text/event-stream".equals(response.getHeader("content-type"))) {
      // Such an answer has no end.
      response.request().reset();
      return Future.succeededFuture(new Answer(response.statusCode(), response.headers(), ""));
    }
    return response
        .body()
        .map(body -> new Answer(response.statusCode(), response.headers(), body.toString()));
  }

  /** A socket of the bridge, and what it hears; "closed" at its end. */
  Line line(String query, Map<String, String> headers) throws Exception {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(url.getPort())
            .setURI("/eventbus/websocket" + query);
    new TreeMap<>(headers).forEach(options::addHeader);
    Line line = new Line(new LinkedBlockingQueue<>());
    line.socket =
        await(
            sockets
                .connect(options)
                .map(
                    socket ->
                        socket
                            .handler(buffer -> line.heard.add(buffer.toString()))
                            .closeHandler(closed -> line.heard.add("closed"))));
    return line;
  }

  static final class Line {
    private final BlockingQueue<String> heard;
    private WebSocket socket;

    private Line(BlockingQueue<String> heard) {
      this.heard = heard;
    }

    void say(String type, String address, Object body) {
      socket.writeTextMessage(
          new JsonObject()
              .put("type", type)
              .put("address", address)
              .put("replyAddress", "r")
              .put("body", body)
              .encode());
    }

    String next() throws Exception {
      return heard.poll(60, TimeUnit.SECONDS);
    }
  }
}
