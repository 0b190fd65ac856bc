package reelyard.cli;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import reelyard.message.Throughput;

/** What a farm got through, in words. */
final class ThroughputWords {

  private static final int SECONDS_OF_A_ROW = 3600;
  private static final int SECONDS_OF_A_DAY = 86_400;

  private ThroughputWords() {}

  /** One row an hour, oldest first; each begins a whole number of hours before the end. */
  static TextTable table(Throughput lately, ZoneId zone) {
    TextTable table = new TextTable("FROM", "JOBS", "FPS", "FETCHED", "RETURNED");
    int steps = lately.completed().size();
    int row = Math.max(1, SECONDS_OF_A_ROW / Math.max(1, lately.stepSeconds()));
    int from = 0;
    while (from < steps) {
      int first = steps % row;
      int to = from == 0 && first > 0 ? first : from + row;
      long began = lately.endMillis() - 1000L * lately.stepSeconds() * (steps - from);
      table.row(
          Times.shown(began, zone),
          String.valueOf(lately.completed().subList(from, to).stream().mapToLong(n -> n).sum()),
          String.format(Locale.ROOT, "%.1f", average(lately.fps().subList(from, to))),
          Words.bytes(bytes(lately.fetchBytesPerSecond(), from, to, lately.stepSeconds())),
          Words.bytes(bytes(lately.returnBytesPerSecond(), from, to, lately.stepSeconds())));
      from = to;
    }
    return table;
  }

  static String saved(Throughput lately) {
    String saved =
        lately.savedBytes() < 0
            ? "since the farm began, results are larger than their sources by "
                + Words.bytes(-lately.savedBytes())
            : "saved since the farm began: " + Words.bytes(lately.savedBytes());
    return since(lately) + saved;
  }

  private static String since(Throughput lately) {
    return lately.completed().size() * lately.stepSeconds() < SECONDS_OF_A_DAY
        ? "counted since this manager leads; "
        : "";
  }

  private static double average(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElse(0);
  }

  private static long bytes(List<Double> perSecond, int from, int to, int seconds) {
    return Math.round(
        perSecond.subList(from, to).stream().mapToDouble(value -> value * seconds).sum());
  }
}
