package reelyard.ftp;

import java.time.DateTimeException;
import java.time.LocalTime;

/**
 * Certain hours of each day, by the clock on this machine's wall; over midnight where the end comes
 * before the beginning.
 *
 * @param from the first moment
 * @param to the first moment after
 */
record BandwidthHours(LocalTime from, LocalTime to) {

  /** Such as 08:00-18:00. */
  static BandwidthHours of(String text) {
    try {
      String[] ends = text.split("-", -1);
      if (ends.length == 2) {
        LocalTime from = LocalTime.parse(ends[0].strip());
        LocalTime to = LocalTime.parse(ends[1].strip());
        if (!from.equals(to)) {
          return new BandwidthHours(from, to);
        }
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(none(text), e);
    }
    throw new IllegalArgumentException(none(text));
  }

  private static String none(String text) {
    return "hours must be such as \"08:00-18:00\", from 00:00 to 23:59, not " + text;
  }

  boolean hold(LocalTime time) {
    boolean begun = !time.isBefore(from);
    boolean ended = !time.isBefore(to);
    return from.isBefore(to) ? begun && !ended : begun || !ended;
  }
}
