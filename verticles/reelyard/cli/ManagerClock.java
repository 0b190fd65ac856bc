package reelyard.cli;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How far the manager's clock is ahead of this machine's, as far as can be told.
 *
 * @param aheadSeconds empty when the manager told no time
 */
record ManagerClock(OptionalLong aheadSeconds) {

  /**
   * By the header Date, which counts whole seconds: what lies within the time that the answer took
   * and a second more is no difference.
   */
  static ManagerClock of(String date, long beforeMillis, long afterMillis) {
    long manager;
    try {
      manager =
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
              .toInstant()
              .toEpochMilli();
    } catch (DateTimeException e) {
      return new ManagerClock(OptionalLong.empty());
    }
    long ahead = manager - afterMillis;
    long behind = beforeMillis - (manager + 1000);
    return new ManagerClock(
        OptionalLong.of(ahead > 0 ? ahead / 1000 : behind > 0 ? -(behind / 1000) : 0));
  }
}
