package reelyard.gateway;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import reelyard.address.Permits;
import reelyard.address.Permits.Way;
import reelyard.bus.Json;
import reelyard.login.Pass;
import reelyard.login.Visitor;
import reelyard.model.UserRole;

/**
 * What one program may say: to permitted addresses, by its role and in its own name. Answers with
 * words what it may not.
 */
final class Conversation {

  /** Bytes of a frame, once the program is known; before that only a token is expected. */
  static final int MOST_BYTES = 4 << 20;

  static final int MOST_BYTES_BEFORE = 8 << 10;

  private static final int LONGEST_REPLY_ADDRESS = 200;
  private static final int MOST_ADDRESSES = 1000;
  private static final long MOST_TIMEOUT_MILLIS = 600_000;
  private static final String TIMEOUT = "timeout";

  private final Set<String> heard = new HashSet<>();
  private Pass pass;

  /**
   * @param pass as whom it speaks from the beginning, or null where a token must come first
   */
  Conversation(Pass pass) {
    this.pass = pass;
  }

  /** As whom it speaks; null as long as nobody knows. */
  Pass pass() {
    return pass;
  }

  /** It proved who it is. */
  void admit(Pass proven) {
    pass = proven;
  }

  int mostBytes() {
    return pass == null ? MOST_BYTES_BEFORE : MOST_BYTES;
  }

  /** What is to be done with this frame. */
  Step take(String text) {
    Frame frame;
    try {
      frame = Json.read(text, Frame.class);
    } catch (IllegalArgumentException e) {
      return new Step.HangUp(error(400, "a frame must be a JSON object: " + e.getMessage(), null));
    }
    if (frame == null) {
      return new Step.HangUp(error(400, "a frame must be a JSON object", null));
    }
    if (pass == null) {
      return frame.token() == null
          ? new Step.HangUp(
              error(
                  401,
                  "not_logged_in: the first frame must have the header authorization: Bearer and a token (see ./reelyard token)",
                  frame))
          : new Step.LogIn(frame.token());
    }
    return switch (frame.type() == null ? "" : frame.type()) {
      // Answered within, after what came before it: whoever hears the pong is registered.
      case "ping" -> new Step.Forward("{\"type\":\"ping\"}");
      case "send" -> send(frame);
      case "register" -> register(frame);
      case "unregister" -> unregister(frame);
      case "publish" -> new Step.Tell(error(403, "access_denied: nobody publishes here", frame));
      default ->
          new Step.Tell(
              error(400, "unknown_type: type must be send, register, unregister or ping", frame));
    };
  }

  private Step send(Frame frame) {
    if (!isPermitted(Way.SEND, frame)) {
      return denied(frame);
    }
    String replyAddress = frame.replyAddress();
    if (replyAddress != null
        && (replyAddress.length() > LONGEST_REPLY_ADDRESS
            || Permits.allow(Way.HEAR, replyAddress, UserRole.ADMIN))) {
      String words =
          "replyAddress must be a word of your own, at most %d characters, and none of the bus's"
              + " addresses";
      return new Step.Tell(error(400, words.formatted(LONGEST_REPLY_ADDRESS), frame));
    }
    try {
      long timeout = timeout(frame);
      return new Step.Forward(sent(frame, timeout), replyAddress == null ? null : frame, timeout);
    } catch (IllegalArgumentException e) {
      return new Step.Tell(error(400, e.getMessage(), frame));
    }
  }

  /** Put together from texts: a body may be large, and is read by others again. */
  private String sent(Frame frame, long timeout) {
    Visitor visitor = pass.visitor();
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("type", "send");
    head.put("address", frame.address());
    if (frame.replyAddress() != null) {
      head.put("replyAddress", frame.replyAddress());
    }
    head.put("headers", Map.of(TIMEOUT, timeout));
    String body = Json.write(frame.body() == null ? Map.of() : frame.body());
    String said = Json.write(head);
    return said.substring(0, said.length() - 1)
        + ",\"body\":"
        + (visitor.login() ? visitor.own(frame.address(), body) : body)
        + "}";
  }

  private Step register(Frame frame) {
    if (!isPermitted(Way.HEAR, frame)) {
      return denied(frame);
    }
    if (heard.size() >= MOST_ADDRESSES) {
      return new Step.Tell(
          error(429, "a connection hears at most " + MOST_ADDRESSES + " addresses", frame));
    }
    // A second time would be heard for ever, and twice.
    return heard.add(frame.address())
        ? new Step.Forward(said("register", frame.address()))
        : new Step.Tell(error(409, "registered already", frame));
  }

  private Step unregister(Frame frame) {
    return frame.address() != null && heard.remove(frame.address())
        ? new Step.Forward(said("unregister", frame.address()))
        : new Step.Tell(error(404, "unknown_address: not registered", frame));
  }

  private boolean isPermitted(Way way, Frame frame) {
    return frame.address() != null && Permits.allow(way, frame.address(), pass.visitor().role());
  }

  private static long timeout(Frame frame) {
    String asked = frame.header(TIMEOUT);
    if (asked == null) {
      return 60_000;
    }
    if (!asked.matches("[0-9]{1,6}")
        || Long.parseLong(asked) < 1
        || Long.parseLong(asked) > MOST_TIMEOUT_MILLIS) {
      throw new IllegalArgumentException(
          "headers.timeout must be milliseconds, 1 to " + MOST_TIMEOUT_MILLIS);
    }
    return Long.parseLong(asked);
  }

  private static String said(String type, String address) {
    return Json.write(Map.of("type", type, "address", address));
  }

  private Step denied(Frame frame) {
    if (frame.address() == null) {
      return new Step.Tell(error(403, "missing_address", frame));
    }
    String words =
        "access_denied: a %s may not %s there (docs/bus.md lists what is permitted)"
            .formatted(
                pass.visitor().role().word(), frame.type().equals("send") ? "send" : "listen");
    return new Step.Tell(error(403, words, frame), frame.type() + " " + frame.address());
  }

  /** In the shape in which the bridge tells of failed requests. */
  static String error(int code, String message, Frame frame) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("type", "err");
    if (frame != null && frame.replyAddress() != null) {
      error.put("address", frame.replyAddress());
    }
    if (frame != null && frame.address() != null) {
      error.put("sourceAddress", frame.address());
    }
    error.put("failureCode", code);
    error.put("failureType", "RECIPIENT_FAILURE");
    error.put("message", message);
    return Json.write(error);
  }
}
