package reelyard.worker;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What the scheduler's clock shows, learned from its answers: each bounds the difference to this
 * machine's steady time by the moments of question and answer. Steady time goes on while this
 * process is frozen, so deadlines hold when it thaws.
 */
final class SchedulerClock {

  /** Clocks drift; crystals are better than this. */
  private static final double DRIFT = 200e-6;

  /** When steady time and the clock on the wall disagree by more, the machine slept, or was set. */
  private static final long SLEPT_MILLIS = 1000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LongSupplier nanos;
  private final InstantSource wall;
  private boolean known;
  private double least;
  private double most;
  private long learnedMillis;
  private long wallLearnedMillis;

  /**
   * @param nanos steady time
   * @param wall the machine's clock, which tells when it slept
   */
  SchedulerClock(LongSupplier nanos, InstantSource wall) {
    this.nanos = nanos;
    this.wall = wall;
  }

  /** Steady time in milliseconds, to be kept from before a question until its answer. */
  long steadyMillis() {
    return Math.floorDiv(nanos.getAsLong(), NANOS_PER_MILLI);
  }

  /**
   * An answer came.
   *
   * @param askedMillis steady time before the question
   * @param schedulerMillis the scheduler's clock in the answer
   */
  void learned(long askedMillis, long schedulerMillis) {
    long now = steadyMillis();
    double newLeast = schedulerMillis - now;
    double newMost = schedulerMillis - askedMillis;
    if (known && !slept()) {
      double widening = DRIFT * (now - learnedMillis) + 1;
      double bothLeast = Math.max(newLeast, least - widening);
      double bothMost = Math.min(newMost, most + widening);
      // Another scheduler has another clock: then the latest answer alone counts.
      if (bothLeast <= bothMost) {
        newLeast = bothLeast;
        newMost = bothMost;
      }
    }
    least = newLeast;
    most = newMost;
    learnedMillis = now;
    wallLearnedMillis = wall.millis();
    known = true;
  }

  /**
   * Whether the deadline may have passed by the scheduler's clock; 0 never passes. What cannot be
   * known counts as passed: heartbeats tell again what holds.
   */
  boolean passed(long deadlineMillis) {
    if (deadlineMillis == 0) {
      return false;
    }
    return !known || slept() || steadyMillis() + most > deadlineMillis;
  }

  private boolean slept() {
    long steady = steadyMillis() - learnedMillis;
    long onTheWall = wall.millis() - wallLearnedMillis;
    return Math.abs(onTheWall - steady) > SLEPT_MILLIS + DRIFT * steady;
  }
}
