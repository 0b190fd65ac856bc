package reelyard.ftp;

import java.time.DateTimeException;
import java.time.LocalTime;

/**
 * The bandwidth of certain hours of each day, by the clock on this machine's wall; over midnight
 * where the end comes before the beginning.
 *
 * @param from the first moment, such as 08:00
 * @param to the first moment after, such as 18:00
 */
public record BandwidthHours(
    String from, String to, double totalMegabytesPerSecond, double perWorkerMegabytesPerSecond) {

  public BandwidthHours {
    if (time("from", from).equals(time("to", to))) {
      throw new IllegalArgumentException(
          "from and to must differ: what holds all day stands above the hours");
    }
    BandwidthLimits.check("totalMegabytesPerSecond", totalMegabytesPerSecond);
    BandwidthLimits.check("perWorkerMegabytesPerSecond", perWorkerMegabytesPerSecond);
  }

  boolean holdsAt(LocalTime time) {
    LocalTime first = time("from", from);
    LocalTime end = time("to", to);
    boolean begun = !time.isBefore(first);
    boolean ended = !time.isBefore(end);
    return first.isBefore(end) ? begun && !ended : begun || !ended;
  }

  private static LocalTime time(String key, String text) {
    try {
      return LocalTime.parse(text == null ? "" : text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s must be a time of the day in quotes, such as \"08:00\", not %s".formatted(key, text),
          e);
    }
  }
}
