package reelyard.staging.media;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as HTTP writes them (RFC 9110, section 5.6.7). */
final class HttpDates {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private HttpDates() {}

  /** Of milliseconds since 1970. */
  static String of(long millis) {
    return FORMAT.format(Instant.ofEpochMilli(millis));
  }
}
