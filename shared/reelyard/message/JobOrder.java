package reelyard.message;

/** In which order jobs are listed. */
public enum JobOrder {
  /** Live ones in the order in which they shall run, then ended ones, the latest first. */
  QUEUE,
  /** By submission, the latest first. */
  NEWEST,
  /** By submission, the earliest first. */
  OLDEST,
  /** Ended ones only, the latest first. */
  ENDED
}
