package reelyard.ftp;

import java.time.LocalTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What transfers may take of the network: 0 is no limit, a megabyte is 1,000,000 bytes.
 *
 * @param hours other limits for certain hours, such as 08:00-18:00; of those that hold at a time,
 *     the first counts
 */
public record BandwidthLimits(
    double totalMegabytesPerSecond,
    double perWorkerMegabytesPerSecond,
    Map<String, BandwidthRates> hours) {

  /** Bytes a second; 0 is no limit. */
  record Rates(long total, long perWorker) {

    /** The narrowest, 0 when there is none. */
    long narrowest() {
      return total == 0 || perWorker == 0 ? Math.max(total, perWorker) : Math.min(total, perWorker);
    }
  }

  private static final double BYTES_IN_A_MEGABYTE = 1_000_000;

  /** Slower is no transfer but a standstill. */
  private static final double SLOWEST = 0.01;

  public BandwidthLimits {
    check("totalMegabytesPerSecond", totalMegabytesPerSecond);
    check("perWorkerMegabytesPerSecond", perWorkerMegabytesPerSecond);
    hours = hours == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(hours));
    hours.forEach(
        (time, rates) -> {
          BandwidthHours.of(time);
          if (rates == null) {
            throw new IllegalArgumentException(
                "hours " + time + " must say how much may move then");
          }
        });
  }

  /** What holds at a time of the day. */
  Rates at(LocalTime time) {
    return hours.entrySet().stream()
        .filter(rule -> BandwidthHours.of(rule.getKey()).hold(time))
        .findFirst()
        .map(Map.Entry::getValue)
        .map(r -> rates(r.totalMegabytesPerSecond(), r.perWorkerMegabytesPerSecond()))
        .orElseGet(() -> rates(totalMegabytesPerSecond, perWorkerMegabytesPerSecond));
  }

  static void check(String key, double megabytes) {
    if (!(megabytes == 0 || megabytes >= SLOWEST) || Double.isInfinite(megabytes)) {
      throw new IllegalArgumentException(
          "%s must be %s megabytes a second or more, or 0 for no limit, not %s"
              .formatted(key, SLOWEST, megabytes));
    }
  }

  private static Rates rates(double total, double perWorker) {
    return new Rates(
        Math.round(total * BYTES_IN_A_MEGABYTE), Math.round(perWorker * BYTES_IN_A_MEGABYTE));
  }
}
