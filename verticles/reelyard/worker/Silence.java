package reelyard.worker;

import java.time.Duration;

/**
 * Decides when a program has hung. A hung HandBrakeCLI goes on to repeat its last report five times
 * a second, so only news count; a busy one may have none for long, as when it empties its encoder.
 */
final class Silence {

  /** Less than this share of one core is what repeating oneself costs. */
  private static final double IDLE_SHARE = 0.1;

  private final Duration limit;
  private long newsNanos;
  private Duration cpuAtHalf;
  private long halfNanos;

  Silence(Duration limit, long nowNanos) {
    this.limit = limit;
    this.newsNanos = nowNanos;
  }

  /** It said something new, or its result grew. */
  synchronized void news(long nowNanos) {
    newsNanos = nowNanos;
    cpuAtHalf = null;
  }

  /** Whether the time is over half: from then on {@link #hung} must be asked. */
  synchronized boolean suspicious(long nowNanos) {
    return nowNanos - newsNanos > limit.toNanos() / 2;
  }

  /** Whether it has hung, given the processor time it used so far. */
  synchronized boolean hung(long nowNanos, Duration cpu) {
    if (cpuAtHalf == null) {
      cpuAtHalf = cpu;
      halfNanos = nowNanos;
      return false;
    }
    if (nowNanos - newsNanos <= limit.toNanos()) {
      return false;
    }
    if (cpu.minus(cpuAtHalf).toNanos() > IDLE_SHARE * (nowNanos - halfNanos)) {
      news(nowNanos);
      return false;
    }
    return true;
  }
}
