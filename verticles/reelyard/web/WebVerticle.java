package reelyard.web;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.login.Pass;
import reelyard.login.UsersConfig;
import reelyard.message.SubmitJobs;
import reelyard.message.WebAddress;
import reelyard.tls.Identity;

/** Shows the farm to browsers and takes jobs over HTTP; knows nothing itself and asks the bus. */
public final class WebVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(WebVerticle.class);

  private static final int CLOSING_SECONDS = 2;

  /** Longer than any answer takes: only a connection that nobody reads any more is so silent. */
  private static final int SILENCE_SECONDS = 11 * 60;

  private static final long CHECK_MILLIS = 1_000;

  /** Where somebody answers who does something, other than the page's files. */
  private static final Pattern APIS = Pattern.compile("/(api|eventbus|metrics)\\b");

  private Bus bus;
  private Entrance entrance;
  private Callers callers;
  private LoginRoutes logins;
  private Connections<HttpConnection> connections;
  private HttpServer server;

  @Override
  public Future<?> start() {
    WebConfig config = Json.decodeStrictly(config().getJsonObject("web"), WebConfig.class);
    JsonObject users = config().getJsonObject("users", new JsonObject().put("file", ""));
    String farm = config().getString("farm", "reelyard");
    bus = new Bus(vertx);
    return vertx
        .executeBlocking(
            () -> Entrance.open(farm, config, Json.decodeStrictly(users, UsersConfig.class)), false)
        .compose(
            open ->
                Api.load(vertx, bus, mostJobs(), Doorkeeper::visitor, Doorkeeper::atLeast)
                    .compose(api -> listen(config, open, api)));
  }

  /** As the scheduler takes them; so that no more are looked at before it refuses them. */
  private int mostJobs() {
    return config()
        .getJsonObject("scheduler", new JsonObject())
        .getInteger("mostJobs", SubmitJobs.MOST);
  }

  private Future<Void> listen(WebConfig config, Entrance open, Api api) {
    entrance = open;
    connections = new Connections<>(config.limits());
    callers = config.callers();
    server =
        vertx
            .createHttpServer(options())
            .connectionHandler(this::opened)
            .invalidRequestHandler(Answers::unreadable)
            .requestHandler(router(api));
    vertx.setPeriodic(CHECK_MILLIS, timer -> check());
    return server
        .listen(config.port(), config.host())
        .recover(e -> Future.failedFuture(new IllegalStateException(config.cannotListen(e), e)))
        .compose(
            listening ->
                announce(config.address(open.encrypts(), open.machine(), listening.actualPort())));
  }

  private HttpServerOptions options() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setUseAlpn(false)
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeout(SILENCE_SECONDS)
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false)
            .setWebSocketClosingTimeout(CLOSING_SECONDS)
            .setMaxWebSocketFrameSize(Bridge.MOST_FRAME_BYTES)
            .setMaxWebSocketMessageSize(Bridge.MOST_FRAME_BYTES);
    if (entrance.encrypts()) {
      options
          .setSsl(true)
          .setKeyCertOptions(KeyCertOptions.wrap(entrance.identity().keyManager()))
          .setEnabledSecureTransportProtocols(Set.of(Identity.protocols()));
      List.of(Identity.ciphers()).forEach(options::addEnabledCipherSuite);
    }
    return options;
  }

  @Override
  public Future<?> stop() {
    return server == null
        ? Future.succeededFuture()
        : server.close().eventually(() -> logins.close());
  }

  private Future<Void> announce(WebAddress address) {
    entrance.tell(address.url());
    return bus.answer(Addresses.WEB_ADDRESS, question -> Future.succeededFuture(address))
        .completion();
  }

  private Router router(Api api) {
    Router router = Router.router(vertx);
    SessionCookie cookie = SessionCookie.of(entrance.isSecure());
    Allowances allowances =
        new Allowances(entrance.web().limits().requestsPerSecond(), WebVerticle::now);
    Doorkeeper doorkeeper =
        new Doorkeeper(vertx, entrance.gate(), cookie.name(), allowances, callers);
    logins = new LoginRoutes(vertx, entrance.login(), entrance.gate(), cookie, callers);
    RequestGuard guard = entrance.guard();
    router.route().handler(c -> guard(c, guard));
    logins.mountForAll(router, doorkeeper::meet);
    // The description is for who may ask, wherever it is read.
    for (String path : List.of("/openapi.yaml", "/schemas.json", "/docs/*")) {
      router.route(path).handler(doorkeeper::identify).handler(this::known);
    }
    router.route("/api/*").handler(doorkeeper::identify).handler(this::known);
    router.route("/eventbus/*").handler(doorkeeper::identifyAtBridge).handler(this::known);
    router
        .route("/eventbus/*")
        .subRouter(new Bridge(this::openedAtBridge, allowances).router(vertx));
    logins.mountForKnown(router);
    router.route(HealthDoor.METRICS.path()).handler(doorkeeper::identify);
    api.mount(router);
    for (Library library : Library.values()) {
      router
          .get(library.path())
          .handler(StaticHandler.create(library.folder()).setCachingEnabled(false));
    }
    StaticHandler page = StaticHandler.create().setCachingEnabled(false);
    router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(page);
    for (int status : List.of(400, 404, 405, 413, 500)) {
      router.errorHandler(status, c -> refuse(c, status));
    }
    return router;
  }

  // ---- connections

  private void opened(HttpConnection connection) {
    String address = connection.remoteAddress().hostAddress();
    if (connections.opened(connection, callers.counted(address), connection::close, now())) {
      connection.closeHandler(closed -> connections.closed(connection));
    } else {
      connection.close();
    }
  }

  /** A WebSocket is a request without an end, and keeps alive by itself. */
  private void openedAtBridge(SockJSSocket socket) {
    HttpConnection connection = socket.routingContext().request().connection();
    connections.begun(connection, () -> -1, now());
    connections.known(connection, Doorkeeper.pass(socket.routingContext()));
  }

  private void known(RoutingContext c) {
    connections.known(c.request().connection(), Doorkeeper.pass(c));
    c.next();
  }

  private void check() {
    connections.check(now());
    Set<Pass> passes = connections.passes();
    if (entrance.gate() != null && !passes.isEmpty()) {
      vertx
          .executeBlocking(() -> entrance.gate().ended(passes), false)
          .onSuccess(connections::cut)
          .onFailure(e -> cut(passes, e));
    }
  }

  /** Nobody can tell who may still be here: then nobody may. */
  private void cut(Set<Pass> passes, Throwable why) {
    log.error("nobody can log in, and who is here has to go: {}", why.getMessage());
    connections.cut(passes);
  }

  private static void refuse(RoutingContext c, int status) {
    HttpServerRequest request = c.request();
    if (status == 500) {
      log.error("{} {} broke", request.method(), request.path(), c.failure());
    }
    Long limit = status == 413 ? Bodies.limit(c) : null;
    Answers.problem(
        c,
        limit == null
            ? Problem.of(status, request.method().name(), request.path())
            : Problem.tooLarge(limit));
  }

  // ---- every request

  private void guard(RoutingContext c, RequestGuard guard) {
    ResponseHeaders.of(entrance.isSecure()).forEach(c.response()::putHeader);
    HttpServerRequest r = c.request();
    long begun = now();
    connections.begun(r.connection(), () -> Motion.of(c, now() - begun).bytes(), begun);
    c.addEndHandler(ended -> connections.ended(r.connection(), now()));
    guard
        .refuse(
            new RequestHead(
                r.method().name(),
                r.headers().getAll(HttpHeaders.HOST),
                r.headers().getAll(HttpHeaders.ORIGIN),
                r.headers().getAll(HttpHeaders.CONTENT_TYPE),
                r.headers().contains("Tus-Resumable")
                    && r.path().startsWith(MediaPlaces.UPLOAD.path()),
                APIS.matcher(r.path()).lookingAt()
                    ? r.headers().getAll("Sec-Fetch-Site")
                    : List.of()))
        .ifPresentOrElse(refusal -> refuse(c, refusal), c::next);
  }

  private void refuse(RoutingContext c, Problem refusal) {
    Doorkeeper.refused(callers.of(c.request()), c.request().method() + ": " + refusal.detail());
    Answers.problem(c, refusal);
  }

  private static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
