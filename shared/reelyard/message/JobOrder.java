package reelyard.message;

/** In which order jobs are listed. */
public enum JobOrder {
  /** Running ones, then waiting ones by priority and place, then ended ones, the latest first. */
  QUEUE,
  /** By submission, the latest first. */
  NEWEST,
  /** By submission, the earliest first. */
  OLDEST,
  /** Ended ones only, the latest first. */
  ENDED
}
