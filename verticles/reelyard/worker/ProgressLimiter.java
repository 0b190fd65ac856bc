package reelyard.worker;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Passes values on at most once in a while: the first at once, then the latest that came since; the
 * last one is never lost.
 */
final class ProgressLimiter<T> {

  private final Duration gap;
  private final Timers timers;
  private final Consumer<T> receiver;
  private T pending;
  private boolean resting;
  private boolean closed;

  ProgressLimiter(Duration gap, Timers timers, Consumer<T> receiver) {
    this.gap = gap;
    this.timers = timers;
    this.receiver = receiver;
  }

  /** A value that a later one may replace before it is passed on. */
  void offer(T value) {
    if (resting) {
      pending = value;
    } else {
      pass(value);
    }
  }

  /** A value that must not wait, nor be replaced. */
  void urge(T value) {
    pending = null;
    if (!closed) {
      receiver.accept(value);
    }
  }

  /** Passes on what is pending, then nothing any more. */
  void finish() {
    if (pending != null) {
      urge(pending);
    }
    drop();
  }

  /** Passes on nothing any more. */
  void drop() {
    closed = true;
    pending = null;
  }

  private void pass(T value) {
    if (closed) {
      return;
    }
    resting = true;
    timers.after(gap, this::rested);
    receiver.accept(value);
  }

  private void rested() {
    resting = false;
    if (pending != null) {
      T value = pending;
      pending = null;
      pass(value);
    }
  }
}
