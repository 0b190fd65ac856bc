package reelyard.web;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The browsers' door to the bus: to addresses that are permitted, by the visitor's role and in his
 * name; who does not read, or sends nothing but nonsense, is let go.
 */
final class Bridge {

  /** Characters of one message of a visitor's. */
  static final int MOST_FRAME_BYTES = 64 << 10;

  static final long HEARTBEAT_MILLIS = 5_000;

  private static final Logger log = LoggerFactory.getLogger(Bridge.class);

  private static final long PING_TIMEOUT_MILLIS = 30_000;
  private static final int GOING_AWAY = 1001;

  private final Map<SockJSSocket, BridgeLine> lines = new HashMap<>();
  private final Consumer<SockJSSocket> opened;
  private final Allowances allowances;

  /**
   * @param opened is told of each socket that opens
   */
  Bridge(Consumer<SockJSSocket> opened, Allowances allowances) {
    this.opened = opened;
    this.allowances = allowances;
  }

  Router router(Vertx vertx) {
    SockJSHandlerOptions options =
        new SockJSHandlerOptions()
            .setHeartbeatInterval(HEARTBEAT_MILLIS)
            .setLibraryURL("/lib/sockjs.min.js");
    // Every browser has WebSocket; the older transports know no limit to what a client sends.
    List.of("XHR", "EVENT_SOURCE", "HTML_FILE", "JSON_P").forEach(options::addDisabledTransport);
    vertx.setPeriodic(HEARTBEAT_MILLIS, id -> check());
    return SockJSHandler.create(vertx, options).socketHandler(socket -> open(vertx, socket));
  }

  private void open(Vertx vertx, SockJSSocket socket) {
    BridgeLine line =
        new BridgeLine(
            vertx.eventBus(),
            Doorkeeper.visitor(socket.routingContext()),
            allowances,
            outbox(socket),
            () -> {
              log.warn("a watcher at {} sends nonsense and is cut off", socket.remoteAddress());
              cut(socket);
            },
            Bridge::now);
    lines.put(socket, line);
    opened.accept(socket);
    socket.handler(data -> line.take(data.toString()));
    // Such as a message beyond the limit.
    socket.exceptionHandler(e -> cut(socket));
    socket.closeHandler(
        closed -> {
          lines.remove(socket);
          line.close();
        });
  }

  private void check() {
    for (Map.Entry<SockJSSocket, BridgeLine> entry : List.copyOf(lines.entrySet())) {
      entry.getValue().check();
      if (entry.getValue().isSilent(PING_TIMEOUT_MILLIS)) {
        entry.getKey().close(GOING_AWAY, "no ping came");
      }
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
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
