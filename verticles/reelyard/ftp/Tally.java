package reelyard.ftp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts who is in, by name, and lets in no more than so many of each. */
final class Tally {

  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  /** Whether there was room for one more; if so it counts until it leaves. */
  boolean enter(String name, int most) {
    boolean[] entered = new boolean[1];
    counts.compute(
        name,
        (key, count) -> {
          int now = count == null ? 0 : count;
          entered[0] = now < most;
          return entered[0] ? Integer.valueOf(now + 1) : count;
        });
    return entered[0];
  }

  void leave(String name) {
    counts.computeIfPresent(name, (key, count) -> count == 1 ? null : count - 1);
  }

  /** Names that are in. */
  int size() {
    return counts.size();
  }
}
