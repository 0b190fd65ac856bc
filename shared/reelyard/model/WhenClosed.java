package reelyard.model;

/** What becomes of running jobs when their worker's hour closes. */
public enum WhenClosed {
  /** They go on to their end; no new ones begin. */
  FINISH,
  /** HandBrake pauses, and goes on in the next open hour. */
  PAUSE,
  /** They are given back, and run elsewhere from their start. */
  GIVE_BACK
}
