package reelyard.staging.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import reelyard.bus.Json;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;
import reelyard.model.FailureReason;

/** What a request at the door gets, whole. */
record Answer(int status, Map<String, String> headers, byte[] body) {

  private static final byte[] NOTHING = {};

  static Answer of(int status, Map<String, String> headers) {
    return new Answer(status, headers, NOTHING);
  }

  static Answer body(String type, byte[] body) {
    return new Answer(200, Map.of("content-type", type), body);
  }

  static Answer json(Object message) {
    return body("application/json", Json.write(message).getBytes(UTF_8));
  }

  /** A refusal as JSON; the web makes of it what browsers get. */
  static Answer refused(RefusedException e) {
    Refusal refusal = e.refusal();
    int status =
        FailureReason.ofCode(refusal.code())
            .map(reason -> reason == FailureReason.MANAGER_DISK_FULL ? 507 : 422)
            .orElse(refusal.code());
    return new Answer(
        status, Map.of("content-type", "application/json"), Json.write(refusal).getBytes(UTF_8));
  }

  /** The same with one header more. */
  Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }
}
