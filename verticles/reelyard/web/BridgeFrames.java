package reelyard.web;

import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import reelyard.bus.Bus;
import reelyard.message.Refusal;

/** What the bridge says and how it asks, in the words of Vert.x's. */
final class BridgeFrames {

  private BridgeFrames() {}

  /** How a question with these headers is asked; nothing but the version is read there. */
  static DeliveryOptions options(Object headers) {
    DeliveryOptions options = new DeliveryOptions().setSendTimeout(Bus.PATIENCE.toMillis());
    if (headers == null) {
      return options;
    }
    if (!(headers instanceof JsonObject given)) {
      throw new IllegalArgumentException("headers must be a JSON object");
    }
    Object version = given.getValue(Bus.VERSION_HEADER);
    return version == null ? options : options.addHeader(Bus.VERSION_HEADER, version.toString());
  }

  /** A message that was heard at an address, or that answers a question. */
  static JsonObject received(String address, Message<?> message) {
    JsonObject headers = new JsonObject();
    message.headers().forEach(headers::put);
    return new JsonObject()
        .put("type", "rec")
        .put("address", address)
        .put("body", message.body())
        .put("headers", headers);
  }

  /** Why a question has no answer. */
  static JsonObject failed(String replyAddress, ReplyException why) {
    return failed(
        replyAddress,
        why.failureCode(),
        why.failureType().name(),
        String.valueOf(why.getMessage()));
  }

  /**
   * Why a question was not asked.
   *
   * @param replyAddress null for a message that wants no answer
   */
  static JsonObject refused(String replyAddress, Refusal why) {
    return replyAddress == null
        ? refused(why.message())
        : failed(replyAddress, why.code(), "RECIPIENT_FAILURE", why.message());
  }

  /** Why a frame is not obeyed, in one word. */
  static JsonObject refused(String why) {
    return new JsonObject().put("type", "err").put("body", why);
  }

  private static JsonObject failed(String replyAddress, int code, String type, String message) {
    return new JsonObject()
        .put("type", "err")
        .put("address", replyAddress)
        .put("failureCode", code)
        .put("failureType", type)
        .put("message", message);
  }
}
