package reelyard.model;

/** How a worker stands: what keeps it from taking jobs, the gravest first to be named. */
public enum WorkerState {
  /** Takes jobs. */
  READY,
  /** Takes none: people paused it, or the farm. */
  PAUSED,
  /** Finishes what runs, takes no more: people said so. */
  DRAINING,
  /** Takes none outside its week schedule. */
  CLOSED,
  /** Failed several jobs in a row; takes none until a self-test passes. */
  QUARANTINED,
  /** Finishes what runs, then leaves: the worker said so. */
  LEAVING,
  /** Silent past its lease; its jobs are queued again. */
  LOST,
  /** Left in good order; no longer of the farm. */
  LEFT
}
