package reelyard.web;

import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.function.LongSupplier;
import reelyard.address.Addresses;
import reelyard.address.Permits;
import reelyard.address.Permits.Way;
import reelyard.login.Allowance;
import reelyard.login.Visitor;
import reelyard.message.Refusal;

/**
 * One visitor's line to the bus, in the words of Vert.x's bridge: whatever it answers waits in an
 * outbox, and whoever goes on with what is refused is let go. Belongs to one event loop.
 *
 * <p>The bridge of the library writes what it refuses without asking whether anybody reads, so a
 * client that only sends could fill the memory.
 */
final class BridgeLine {

  /** Addresses heard and questions open, together. */
  static final int MOST_HANDLERS = 1_000;

  /** Refused frames at once; from then on one each 100 milliseconds. */
  static final int MOST_REFUSED = 200;

  private static final int REFUSED_PER_SECOND = 10;

  /** Each is told to the whole cluster. */
  private static final int REGISTERED_PER_SECOND = 100;

  /** As long as the clients' random numbers are. */
  private static final int LONGEST_REPLY_ADDRESS = 36;

  private static final Refusal TOO_MANY =
      new Refusal(429, "too many requests: ask less often (web.limits.requestsPerSecond)");

  private final EventBus bus;
  private final Visitor visitor;
  private final Allowances allowances;
  private final Outbox outbox;
  private final Runnable hangUp;
  private final LongSupplier clock;
  private final BridgeEars ears;
  private final Allowance refusals;
  private final Allowance registrations;
  private int open;
  private long pingMillis;
  private boolean closed;

  /**
   * @param hangUp cuts the connection
   * @param clock milliseconds
   */
  BridgeLine(
      EventBus bus,
      Visitor visitor,
      Allowances allowances,
      Outbox outbox,
      Runnable hangUp,
      LongSupplier clock) {
    this.bus = bus;
    this.ears = new BridgeEars(bus);
    this.visitor = visitor;
    this.allowances = allowances;
    this.outbox = outbox;
    this.hangUp = hangUp;
    this.clock = clock;
    this.pingMillis = clock.getAsLong();
    this.refusals = new Allowance(REFUSED_PER_SECOND, MOST_REFUSED, pingMillis);
    this.registrations = new Allowance(REGISTERED_PER_SECOND, 2.0 * MOST_HANDLERS, pingMillis);
  }

  /** Obeys what the visitor sent, if he may. */
  void take(String text) {
    if (closed) {
      return;
    }
    Object value;
    try {
      value = Json.decodeValue(text);
    } catch (DecodeException e) {
      value = null;
    }
    if (!(value instanceof JsonObject frame)) {
      refuse("invalid_json");
    } else if (!(frame.getValue("type") instanceof String type)) {
      refuse("missing_type");
    } else if (type.equals("ping")) {
      pingMillis = clock.getAsLong();
    } else if (!(frame.getValue("address") instanceof String address)) {
      refuse("missing_address");
    } else {
      switch (type) {
        case "send" -> sendIfAllowed(address, frame);
        case "register" -> register(address);
        case "unregister" -> unregister(address);
        case "publish" -> refuse("rejected");
        default -> refuse("invalid_type");
      }
    }
  }

  /** Whether he told nothing, not even that he is there, for so long. */
  boolean isSilent(long patienceMillis) {
    return clock.getAsLong() - pingMillis >= patienceMillis;
  }

  void check() {
    outbox.check(clock.getAsLong());
  }

  /** Nobody is there any more. */
  void close() {
    closed = true;
    outbox.end();
    ears.leaveAll();
  }

  /** Only this counts: a page that asks too often must not miss what happens meanwhile. */
  private void sendIfAllowed(String address, JsonObject frame) {
    if (allowances.take(visitor)) {
      send(address, frame);
    } else {
      refuse(BridgeFrames.refused(replyAddress(frame), TOO_MANY));
    }
  }

  private void send(String address, JsonObject frame) {
    String replyAddress = replyAddress(frame);
    if (replyAddress == null && frame.getValue("replyAddress") != null) {
      refuse("invalid_reply_address");
      return;
    }
    if (!Permits.allow(Way.SEND, address, visitor.role())) {
      deny("send", address);
      return;
    }
    DeliveryOptions options;
    JsonObject body;
    try {
      options = BridgeFrames.options(frame.getValue("headers"));
      body = signed(address, frame.getValue("body"));
    } catch (IllegalArgumentException e) {
      Refusal why = Refusal.badMessage(address + ": " + e.getMessage());
      refuse(BridgeFrames.refused(replyAddress, why));
      return;
    }
    if (replyAddress == null) {
      bus.send(address, body, options);
    } else if (ears.size() + open >= MOST_HANDLERS) {
      refuse("max_handlers_reached");
    } else {
      ask(address, body, options, replyAddress);
    }
  }

  /** Null also for what is none. */
  private static String replyAddress(JsonObject frame) {
    return frame.getValue("replyAddress") instanceof String reply
            && reply.length() <= LONGEST_REPLY_ADDRESS
        ? reply
        : null;
  }

  private void ask(String address, JsonObject body, DeliveryOptions options, String replyAddress) {
    open++;
    bus.request(address, body, options)
        .onComplete(
            answer -> {
              open--;
              outbox.send(
                  answer.succeeded()
                      ? BridgeFrames.received(replyAddress, answer.result()).encode()
                      : BridgeFrames.failed(replyAddress, (ReplyException) answer.cause()).encode(),
                  clock.getAsLong());
            });
  }

  private JsonObject signed(String address, Object body) {
    if (body != null && !(body instanceof JsonObject)) {
      throw new IllegalArgumentException("the body must be a JSON object");
    }
    JsonObject sent = body == null ? new JsonObject() : (JsonObject) body;
    return visitor.login() ? new JsonObject(visitor.own(address, sent.encode())) : sent;
  }

  private void register(String address) {
    if (ears.size() + open >= MOST_HANDLERS) {
      refuse("max_handlers_reached");
    } else if (!Permits.allow(Way.HEAR, address, visitor.role())) {
      deny("register", address);
    } else if (ears.hears(address)) {
      refuse("address_already_registered");
    } else if (!registrations.take(clock.getAsLong())) {
      refuse(BridgeFrames.refused(null, TOO_MANY));
    } else {
      ears.hear(
          address, message -> deliver(address, message), () -> refuse("registration_failure"));
    }
  }

  private void unregister(String address) {
    if (!ears.leave(address) && !Permits.allow(Way.HEAR, address, visitor.role())) {
      deny("unregister", address);
    }
  }

  private void deny(String what, String address) {
    Doorkeeper.refused(visitor, what + " " + address + " at the bridge");
    refuse("access_denied");
  }

  private void deliver(String address, Message<?> message) {
    String text = BridgeFrames.received(address, message).encode();
    if (address.endsWith(".progress") || address.equals(Addresses.SUMMARY.name())) {
      outbox.sendLatest(address, text, clock.getAsLong());
    } else if (address.equals(Addresses.JOBS.name()) || address.equals(Addresses.WORKERS.name())) {
      outbox.sendEvent(text, clock.getAsLong());
    } else {
      outbox.send(text, clock.getAsLong());
    }
  }

  private void refuse(String why) {
    refuse(BridgeFrames.refused(why));
  }

  private void refuse(JsonObject frame) {
    if (refusals.take(clock.getAsLong())) {
      outbox.send(frame.encode(), clock.getAsLong());
    } else {
      close();
      hangUp.run();
    }
  }
}
