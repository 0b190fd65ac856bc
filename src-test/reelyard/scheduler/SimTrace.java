package reelyard.scheduler;

import java.util.ArrayList;
import java.util.List;

/** The latest events, to be read when an invariant broke; words are made only then. */
final class SimTrace {

  private static final int LENGTH = 60;

  private final long[] millis = new long[LENGTH];
  private final String[] what = new String[LENGTH];
  private final Object[] details = new Object[LENGTH];
  private long count;
  private long digest = 17;

  void note(long now, String words, Object detail) {
    int at = (int) (count++ % LENGTH);
    millis[at] = now;
    what[at] = words;
    details[at] = detail;
    digest = (digest * 31 + words.hashCode()) * 31 + now;
  }

  /** Equal for equal histories. */
  long digest() {
    return digest;
  }

  /** Oldest first, times since the beginning. */
  List<String> lines(long beginMillis) {
    List<String> lines = new ArrayList<>();
    for (long i = Math.max(0, count - LENGTH); i < count; i++) {
      int at = (int) (i % LENGTH);
      String detail = details[at] == null ? "" : " " + details[at];
      lines.add("%10.3f s  %s%s".formatted((millis[at] - beginMillis) / 1000.0, what[at], detail));
    }
    return lines;
  }
}
