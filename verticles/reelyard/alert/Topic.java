package reelyard.alert;

/** What a message is about. Its type, for machines, never changes. */
enum Topic {
  JOB_FAILED("job.failed", false),
  JOB_COMPLETE("job.complete", false),
  NTH_JOB("job.nth", false),
  WORKER_QUARANTINED("worker.quarantined", true),
  LOW_SPACE("space.low", true);

  private final String type;
  private final boolean urgent;

  Topic(String type, boolean urgent) {
    this.type = type;
    this.urgent = urgent;
  }

  String type() {
    return type;
  }

  /** Whether somebody should look soon, so that it waits for no summary. */
  boolean isUrgent() {
    return urgent;
  }
}
