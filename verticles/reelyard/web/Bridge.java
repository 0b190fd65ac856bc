package reelyard.web;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.BridgeEventType;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.BridgeEvent;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.address.Permits;
import reelyard.address.Permits.Permit;
import reelyard.address.Permits.Way;
import reelyard.bus.Bus;
import reelyard.login.Visitor;

/**
 * The browsers' door to the bus: to addresses that are permitted, by the visitor's role and in his
 * name; who does not read is let go.
 */
final class Bridge {

  /** Characters of one message of a visitor's. */
  static final int MOST_FRAME_BYTES = 64 << 10;

  static final long HEARTBEAT_MILLIS = 5_000;

  private static final Logger log = LoggerFactory.getLogger(Bridge.class);

  private static final int MOST_HANDLERS = 1000;
  private static final long PING_TIMEOUT_MILLIS = 30_000;

  /** Permitted to nobody. */
  private static final String NOWHERE = "reelyard.nowhere";

  private final Map<SockJSSocket, Outbox> outboxes = new HashMap<>();
  private final Consumer<SockJSSocket> opened;

  /**
   * @param opened is told of each socket that opens
   */
  Bridge(Consumer<SockJSSocket> opened) {
    this.opened = opened;
  }

  Router router(Vertx vertx) {
    SockJSBridgeOptions permitted =
        new SockJSBridgeOptions()
            .setMaxHandlersPerSocket(MOST_HANDLERS)
            .setPingTimeout(PING_TIMEOUT_MILLIS)
            .setReplyTimeout(Bus.PATIENCE.toMillis());
    for (Permit permit : Permits.ALL) {
      PermittedOptions address = new PermittedOptions().setAddressRegex(permit.address().pattern());
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
    vertx.setPeriodic(
        HEARTBEAT_MILLIS, id -> List.copyOf(outboxes.values()).forEach(o -> o.check(now())));
    return SockJSHandler.create(vertx, options).bridge(permitted, this::onEvent);
  }

  private void onEvent(BridgeEvent event) {
    SockJSSocket socket = event.socket();
    switch (event.type()) {
      case SOCKET_CREATED -> {
        outboxes.put(socket, outbox(socket));
        opened.accept(socket);
      }
      case SOCKET_CLOSED -> outboxes.remove(socket);
      // Such as a message beyond the limit; the bridge would keep the connection, deaf.
      case SOCKET_ERROR -> cut(socket);
      case SEND -> checkAndSign(event.getRawMessage(), Way.SEND, visitor(socket));
      case REGISTER -> checkAndSign(event.getRawMessage(), Way.HEAR, visitor(socket));
      // Written by the outbox instead of the bridge, which never asks whether anybody reads.
      case RECEIVE -> deliver(outboxes.get(socket), event.getRawMessage());
      default -> {}
    }
    event.complete(
        event.type() != BridgeEventType.RECEIVE && event.type() != BridgeEventType.PUBLISH);
  }

  private static Visitor visitor(SockJSSocket socket) {
    return Doorkeeper.visitor(socket.routingContext());
  }

  /** In place: the bridge goes on with the message as it stands afterwards. */
  static void checkAndSign(JsonObject message, Way way, Visitor visitor) {
    if (!(message.getValue("address") instanceof String address)) {
      return;
    }
    if (!Permits.allow(way, address, visitor.role())) {
      // There the bridge itself says that access is denied.
      message.put("address", NOWHERE);
    } else if (way == Way.SEND
        && visitor.login()
        && message.getValue("body") instanceof JsonObject body) {
      message.put("body", signed(address, body, visitor));
    }
  }

  private static JsonObject signed(String address, JsonObject body, Visitor visitor) {
    try {
      return new JsonObject(visitor.own(address, body.encode()));
    } catch (IllegalArgumentException e) {
      // Whoever answers there refuses it in words.
      return new JsonObject();
    }
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
