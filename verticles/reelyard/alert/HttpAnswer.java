package reelyard.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** What a webhook's receiver means by its status (RFC 9110, RFC 6585). */
final class HttpAnswer {

  private HttpAnswer() {}

  /**
   * @param retryAfter the header of that name, or null
   */
  static Outcome of(int status, String retryAfter, Instant now) {
    if (status >= 200 && status < 300) {
      return new Outcome.Told();
    }
    String why = "HTTP " + status;
    if (status >= 500 || status == 408 || status == 425 || status == 429) {
      return new Outcome.Failed(why, rest(retryAfter, now));
    }
    if (status >= 300 && status < 400) {
      return new Outcome.Refused(why + ": redirects are not followed, so set the final address");
    }
    return new Outcome.Refused(
        switch (status) {
          case 401, 403 -> why + ": does it have the same secret?";
          case 404 -> why + ": is the address right?";
          case 410 -> why + ": it is gone for good, so remove it from alerts.webhooks";
          default -> why;
        });
  }

  private static Duration rest(String retryAfter, Instant now) {
    if (retryAfter == null) {
      return Duration.ZERO;
    }
    if (retryAfter.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(retryAfter));
    }
    try {
      Instant then =
          ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
    } catch (DateTimeParseException e) {
      return Duration.ZERO;
    }
  }
}
