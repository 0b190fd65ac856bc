package reelyard.model;

/** What becomes of a job that completed. */
public enum WhenDone {
  /** Stays among the ended jobs of the queue. */
  LEAVE,
  /** Goes to the archive. */
  ARCHIVE,
  /** Is forgotten; its result stays. */
  DELETE
}
