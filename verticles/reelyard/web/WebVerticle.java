package reelyard.web;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.BridgeEventType;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import io.vertx.ext.web.handler.sockjs.BridgeEvent;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.address.Permits;
import reelyard.address.Permits.Permit;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.login.Visitor;
import reelyard.message.WebAddress;

/** Shows the farm to browsers and takes jobs over HTTP; knows nothing itself and asks the bus. */
public final class WebVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(WebVerticle.class);

  private static final int MOST_FRAME_BYTES = 64 << 10;
  private static final int MOST_HANDLERS = 1000;
  private static final int CLOSING_SECONDS = 2;
  private static final long HEARTBEAT_MILLIS = 5_000;
  private static final long PING_TIMEOUT_MILLIS = 30_000;

  private final Map<SockJSSocket, Outbox> outboxes = new HashMap<>();
  private Bus bus;
  private HttpServer server;

  @Override
  public Future<?> start() {
    WebConfig config = Json.decodeStrictly(config().getJsonObject("web"), WebConfig.class);
    bus = new Bus(vertx);
    return Api.load(vertx, bus, c -> Visitor.LOCAL, role -> RoutingContext::next)
        .compose(api -> listen(config, api));
  }

  private Future<Void> listen(WebConfig config, Api api) {
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHttp2ClearTextEnabled(false)
                    .setPerFrameWebSocketCompressionSupported(false)
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setWebSocketClosingTimeout(CLOSING_SECONDS)
                    .setMaxWebSocketFrameSize(MOST_FRAME_BYTES)
                    .setMaxWebSocketMessageSize(MOST_FRAME_BYTES))
            .requestHandler(router(api));
    vertx.setPeriodic(
        HEARTBEAT_MILLIS, id -> List.copyOf(outboxes.values()).forEach(o -> o.check(now())));
    return server
        .listen(config.port(), config.host())
        .recover(e -> Future.failedFuture(new IllegalStateException(config.cannotListen(e), e)))
        .compose(listening -> announce(config.address(listening.actualPort())));
  }

  @Override
  public Future<?> stop() {
    return server.close();
  }

  private Future<Void> announce(WebAddress address) {
    log.info("the farm is to be seen at {}", address.url());
    return bus.answer(Addresses.WEB_ADDRESS, question -> Future.succeededFuture(address))
        .completion();
  }

  private Router router(Api api) {
    Router router = Router.router(vertx);
    router.route().handler(this::guard);
    router.route("/eventbus/*").subRouter(bridge());
    api.mount(router);
    router
        .get("/health")
        .handler(c -> Answers.json(c, 200, "application/json", "{\"status\":\"up\"}"));
    for (Library library : Library.values()) {
      router.get(library.path()).handler(files(StaticHandler.create(library.folder())));
    }
    router
        .route()
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(files(StaticHandler.create()));
    for (int status : List.of(400, 404, 405, 413, 500)) {
      router.errorHandler(status, c -> refuse(c, status));
    }
    return router;
  }

  private static StaticHandler files(StaticHandler handler) {
    return handler.setCachingEnabled(false);
  }

  private static void refuse(RoutingContext c, int status) {
    HttpServerRequest request = c.request();
    if (status == 500) {
      log.error("{} {} broke", request.method(), request.path(), c.failure());
    }
    Answers.problem(c, Problem.of(status, request.method().name(), request.path()));
  }

  // ---- every request

  private void guard(RoutingContext c) {
    ResponseHeaders.ALL.forEach(c.response()::putHeader);
    HttpServerRequest r = c.request();
    RequestGuard.refuse(
            new RequestHead(
                r.method().name(),
                r.headers().getAll(HttpHeaders.HOST),
                r.headers().getAll(HttpHeaders.ORIGIN),
                r.headers().getAll(HttpHeaders.CONTENT_TYPE)))
        .ifPresentOrElse(refusal -> Answers.problem(c, refusal), c::next);
  }

  // ---- the bridge

  private Router bridge() {
    SockJSBridgeOptions permitted =
        new SockJSBridgeOptions()
            .setMaxHandlersPerSocket(MOST_HANDLERS)
            .setPingTimeout(PING_TIMEOUT_MILLIS)
            .setReplyTimeout(Bus.PATIENCE.toMillis());
    for (Permit permit : Permits.ALL) {
      PermittedOptions address = new PermittedOptions().setAddressRegex(permit.address());
      switch (permit.way()) {
        case SEND -> permitted.addInboundPermitted(address);
        case HEAR -> permitted.addOutboundPermitted(address);
      }
    }
    SockJSHandlerOptions options =
        new SockJSHandlerOptions()
            .setHeartbeatInterval(HEARTBEAT_MILLIS)
            .setLibraryURL("/lib/sockjs.min.js");
    // Every browser has WebSocket; the older transports know no limit to what a client sends.
    List.of("XHR", "EVENT_SOURCE", "HTML_FILE", "JSON_P").forEach(options::addDisabledTransport);
    return SockJSHandler.create(vertx, options).bridge(permitted, this::onBridgeEvent);
  }

  private void onBridgeEvent(BridgeEvent event) {
    SockJSSocket socket = event.socket();
    switch (event.type()) {
      case SOCKET_CREATED -> outboxes.put(socket, outbox(socket));
      case SOCKET_CLOSED -> outboxes.remove(socket);
      // Such as a message beyond the limit; the bridge would keep the connection, deaf.
      case SOCKET_ERROR -> cut(socket);
      // Written by the outbox instead of the bridge, which never asks whether anybody reads.
      case RECEIVE -> deliver(outboxes.get(socket), event.getRawMessage());
      default -> {}
    }
    event.complete(
        event.type() != BridgeEventType.RECEIVE && event.type() != BridgeEventType.PUBLISH);
  }

  private static void deliver(Outbox outbox, JsonObject message) {
    if (outbox == null) {
      return;
    }
    String address = message.getString("address");
    if (address.endsWith(".progress") || address.equals(Addresses.SUMMARY.name())) {
      outbox.sendLatest(address, message.encode(), now());
    } else if (address.equals(Addresses.JOBS.name()) || address.equals(Addresses.WORKERS.name())) {
      outbox.sendEvent(message.encode(), now());
    } else {
      outbox.send(message.encode(), now());
    }
  }

  private static Outbox outbox(SockJSSocket socket) {
    return new Outbox(
        (text, taken) -> socket.write(text).onComplete(done -> taken.accept(now())),
        () -> {
          log.warn("a watcher at {} reads too slowly and is cut off", socket.remoteAddress());
          cut(socket);
        });
  }

  private static void cut(SockJSSocket socket) {
    socket.routingContext().request().connection().close();
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
