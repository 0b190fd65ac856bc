package reelyard.scheduler;

import java.util.function.LongSupplier;

/**
 * Milliseconds since 1970 that run steadily between ticks, and follow the machine's clock at ticks
 * alone, in steps that the core can forgive: after a sleep, or when the clock was set.
 */
final class FarmClock {

  /** Smaller differences are left to be: clocks are set by such bits all the time. */
  private static final long STEP_MILLIS = 2_000;

  private final LongSupplier wallMillis;
  private final LongSupplier steadyNanos;
  private long baseMillis;

  /** By the machine's two clocks: the one that people set, and the one that only runs. */
  FarmClock(LongSupplier wallMillis, LongSupplier steadyNanos) {
    this.wallMillis = wallMillis;
    this.steadyNanos = steadyNanos;
    this.baseMillis = wallMillis.getAsLong() - steadyMillis();
  }

  synchronized long now() {
    return baseMillis + steadyMillis();
  }

  /** The time now, after a step if the machine's clock is elsewhere. */
  synchronized long follow() {
    long difference = wallMillis.getAsLong() - now();
    if (Math.abs(difference) > STEP_MILLIS) {
      baseMillis += difference;
    }
    return now();
  }

  private long steadyMillis() {
    return steadyNanos.getAsLong() / 1_000_000;
  }
}
