package reelyard.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import reelyard.login.Allowance;
import reelyard.login.Visitor;

/**
 * What each visitor may ask a second, through all doors of the web together; where nobody has to
 * log in, all that they like. Belongs to one thread.
 */
final class Allowances {

  /** So many seconds' worth at once. */
  static final int BURST_SECONDS = 10;

  private static final int MOST = 10_000;

  private final int perSecond;
  private final LongSupplier clock;

  private final Map<String, Allowance> visitors =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param clock milliseconds of a clock that never jumps
   */
  Allowances(int perSecond, LongSupplier clock) {
    this.perSecond = perSecond;
    this.clock = clock;
  }

  /** Whether he may ask once more, which counts then. */
  boolean take(Visitor visitor) {
    long now = clock.getAsLong();
    return !visitor.login()
        || visitors
            .computeIfAbsent(
                visitor.name(), name -> new Allowance(perSecond, perSecond * BURST_SECONDS, now))
            .take(now);
  }
}
