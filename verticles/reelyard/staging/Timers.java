package reelyard.staging;

import java.time.Duration;

/** Staging's alarm clock; it rings on staging's event loop. */
@FunctionalInterface
public interface Timers {

  /** Runs the action once after the delay. */
  void after(Duration delay, Runnable action);
}
