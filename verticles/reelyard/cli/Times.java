package reelyard.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments and spans as people type and read them. */
final class Times {

  private static final Pattern SPAN =
      Pattern.compile("(?:([0-9]{1,4})d)?(?:([0-9]{1,5})h)?(?:([0-9]{1,6})m(?:in)?)?");
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private Times() {}

  /**
   * A moment: a span from now ("in 2h"), the next time a clock shows it (22:00), or a date with a
   * time, in this zone unless it names another.
   */
  static Instant moment(String option, String text, Instant now, ZoneId zone)
      throws CommandFailure {
    String words = text.strip();
    if (words.startsWith("in ")) {
      return now.plus(span(option, words.substring(3)));
    }
    try {
      if (words.matches("[0-9]{1,2}:[0-9]{2}")) {
        LocalTime time = LocalTime.parse(words.length() == 4 ? "0" + words : words);
        ZonedDateTime today = now.atZone(zone).with(time);
        return (today.toInstant().isAfter(now)
                ? today
                : now.atZone(zone).toLocalDate().plusDays(1).atTime(time).atZone(zone))
            .toInstant();
      }
      String date = words.replaceFirst("^([0-9-]{10}) ", "$1T");
      return date.matches(".*T.*(Z|[+-][0-9:]{2,6})")
          ? OffsetDateTime.parse(date).toInstant()
          : LocalDateTime.parse(date).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw CommandFailure.usage(
          option
              + " must be like 'in 2h', 22:00, '2026-12-24 22:00' or 2026-12-24T22:00Z, not "
              + text);
    }
  }

  /** A span such as 30m, 2h, 1h30m or 3d. */
  static Duration span(String option, String text) throws CommandFailure {
    Matcher parts = SPAN.matcher(text.replace(" ", ""));
    if (!parts.matches() || parts.end() == 0) {
      throw CommandFailure.usage(option + " must be a span such as 30m, 2h or 1d, not " + text);
    }
    return Duration.ofDays(number(parts.group(1)))
        .plusHours(number(parts.group(2)))
        .plusMinutes(number(parts.group(3)));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** A moment to the second; a dash for 0. */
  static String exact(long millis, ZoneId zone) {
    return millis <= 0 ? "-" : EXACT.format(Instant.ofEpochMilli(millis).atZone(zone));
  }

  /** A moment to the minute; a dash for 0. */
  static String shown(long millis, ZoneId zone) {
    return millis <= 0 ? "-" : SHOWN.format(Instant.ofEpochMilli(millis).atZone(zone));
  }
}
