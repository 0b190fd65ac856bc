package reelyard.alert;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import reelyard.model.Alert;

/**
 * The body of a webhook. Receivers build on it: fields may be added, none goes or changes while the
 * version is 1.
 *
 * @param id the same when the message is sent again
 * @param timestamp when it happened, ISO 8601 in UTC
 */
record WebhookMessage(int version, String id, String type, String timestamp, Data data) {

  private static final int MOST_TEXT = 20_000;

  record Data(String farm, long alertId, String subject, String text, Map<String, String> facts) {}

  static WebhookMessage of(Telling telling, String farm) {
    Alert alert = telling.alert();
    return new WebhookMessage(
        1,
        telling.id(farm),
        telling.topic().type(),
        Instant.ofEpochMilli(alert.millis()).toString(),
        new Data(
            farm,
            alert.id(),
            telling.subject(),
            Words.lines(alert.text(), MOST_TEXT),
            alert.facts()));
  }

  /**
   * The header webhook-signature of Standard Webhooks 1.0: HMAC-SHA256 over id, seconds and body.
   */
  static String signature(byte[] key, String id, long seconds, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] signed = (id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8);
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }
}
