package reelyard.model;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The life of a job; {@link #mayBecome} is its whole table. */
public enum JobState {
  /** Waits, in a worker's queue or in nobody's. */
  QUEUED,
  /** A live attempt holds it. */
  RUNNING,
  /** The result stands under its final name. */
  COMPLETE,
  /** Ended without a result, for the reason given. */
  FAILED,
  /** Ended by its user. */
  STOPPED;

  /** A waiting job can end as complete: it was fenced while its result came through. */
  private static final Map<JobState, Set<JobState>> NEXT =
      Map.of(
          QUEUED, EnumSet.of(RUNNING, COMPLETE, STOPPED),
          RUNNING, EnumSet.of(QUEUED, COMPLETE, FAILED, STOPPED),
          COMPLETE, EnumSet.of(QUEUED),
          FAILED, EnumSet.of(QUEUED),
          STOPPED, EnumSet.of(QUEUED));

  /** Whether a job may go from this state to that one. */
  public boolean mayBecome(JobState next) {
    return NEXT.get(this).contains(next);
  }

  /** Whether the job does nothing more unless people run it again. */
  public boolean ended() {
    return this == COMPLETE || this == FAILED || this == STOPPED;
  }
}
