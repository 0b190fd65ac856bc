package reelyard.worker;

import java.time.Duration;

/** The worker's alarm clock; it rings on the worker's event loop. */
@FunctionalInterface
interface Timers {

  /** Runs the action once after the delay. */
  void after(Duration delay, Runnable action);
}
