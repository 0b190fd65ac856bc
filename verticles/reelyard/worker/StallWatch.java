package reelyard.worker;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import reelyard.process.Daemons;

/**
 * Tells once when a count stands still for too long. Counts its own looks and not the time, so that
 * a process that was frozen does not take its own absence for silence.
 */
final class StallWatch {

  private static final long LOOK_MILLIS = 500;

  private final LongSupplier count;
  private final Runnable stall;
  private final long looksAllowed;
  private final ScheduledFuture<?> looking;
  private long seen;
  private long looksInVain;

  StallWatch(LongSupplier count, Duration limit, Runnable stall) {
    this.count = count;
    this.stall = stall;
    this.seen = count.getAsLong();
    long gap = Math.max(1, Math.min(LOOK_MILLIS, limit.toMillis() / 4));
    this.looksAllowed = Math.max(1, limit.toMillis() / gap);
    this.looking =
        Daemons.TIMER.scheduleWithFixedDelay(this::look, gap, gap, TimeUnit.MILLISECONDS);
  }

  private synchronized void look() {
    long now = count.getAsLong();
    looksInVain = now == seen ? looksInVain + 1 : 0;
    seen = now;
    if (looksInVain == looksAllowed) {
      looking.cancel(false);
      stall.run();
    }
  }

  void end() {
    looking.cancel(false);
  }
}
