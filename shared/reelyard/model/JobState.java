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

  private static final Map<JobState, Set<JobState>> NEXT =
      Map.of(
          QUEUED, EnumSet.of(RUNNING, COMPLETE, FAILED, STOPPED),
          RUNNING, EnumSet.of(QUEUED, COMPLETE, FAILED, STOPPED),
          COMPLETE, EnumSet.noneOf(JobState.class),
          FAILED, EnumSet.noneOf(JobState.class),
          STOPPED, EnumSet.noneOf(JobState.class));

  /** Whether a job may go from this state to that one. */
  public boolean mayBecome(JobState next) {
    return NEXT.get(this).contains(next);
  }

  /** Whether the job's life is over. */
  public boolean ended() {
    return NEXT.get(this).isEmpty();
  }
}
