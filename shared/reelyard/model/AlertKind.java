package reelyard.model;

/** What people are told of. */
public enum AlertKind {
  JOB_FAILED,
  JOB_COMPLETE,
  /** Every n-th job that ended. */
  NTH_JOB,
  WORKER_QUARANTINED,
  /** A worker's scratch, or the manager's store, is short of space. */
  LOW_SPACE
}
