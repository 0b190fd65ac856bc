package reelyard.gateway;

import java.util.Map;

/**
 * What a program says to the gateway.
 *
 * @param type send, publish, register, unregister or ping
 * @param replyAddress under which it wants the answer; or null
 * @param headers may be null
 * @param body any JSON; may be null
 */
record Frame(
    String type, String address, String replyAddress, Map<String, String> headers, Object body) {

  private static final String AUTHORIZATION = "authorization";
  private static final String BEARER = "bearer ";

  /** The secret of a token that came with it, or null. */
  String token() {
    String value = header(AUTHORIZATION);
    return value != null && value.toLowerCase(java.util.Locale.ROOT).startsWith(BEARER)
        ? value.substring(BEARER.length()).strip()
        : null;
  }

  /** A header, whatever its case; or null. */
  String header(String name) {
    return headers == null
        ? null
        : headers.entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase(name))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
  }
}
