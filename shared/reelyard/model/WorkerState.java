package reelyard.model;

/** Whether a worker can be given jobs. */
public enum WorkerState {
  /** Takes jobs. */
  READY,
  /** Finishes what runs, takes no more. */
  LEAVING,
  /** Silent past its lease; its jobs are queued again. */
  LOST,
  /** Left in good order; no longer of the farm. */
  LEFT
}
