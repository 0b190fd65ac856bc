package reelyard.model;

/** What people ordered of a worker, or of the whole farm. */
public enum WorkerControl {
  /** Works. */
  RUN,
  /** Takes nothing, and HandBrake pauses. */
  PAUSE,
  /** Finishes what runs and takes no more. */
  DRAIN,
  /** Drains, then leaves the farm and ends. */
  RETIRE
}
