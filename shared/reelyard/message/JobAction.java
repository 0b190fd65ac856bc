package reelyard.message;

/** What people do with jobs. */
public enum JobAction {
  /** A waiting job waits until it is activated; a running one pauses where it is. */
  SUSPEND,
  /** Ends SUSPEND. */
  ACTIVATE,
  /** Ends the job for good, running or not. */
  STOP,
  /** Lets an ended job run again, from the archive too. */
  RETRY,
  /** Sets the priority. */
  SET_PRIORITY,
  /** Sets the pool. */
  SET_POOL,
  /** Before all that waits, and with the priority of what was first. */
  MOVE_TOP,
  /** After all that waits and is not held, and with the priority of what was last. */
  MOVE_BOTTOM,
  /** Right before another waiting job, with its priority. */
  MOVE_BEFORE,
  /** Ended jobs leave the queue, and stay to be found. */
  ARCHIVE,
  /** Archived jobs are back among the ended ones. */
  RESTORE,
  /** Ended or waiting jobs are forgotten. */
  DELETE
}
