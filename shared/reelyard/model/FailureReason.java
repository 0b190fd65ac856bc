package reelyard.model;

/** Why an attempt, a job or a request failed, and whether another try can help. */
public enum FailureReason {
  // What another try cannot cure.
  BAD_REQUEST(false),
  SOURCE_MISSING(false),
  SOURCE_UNREADABLE(false),
  SOURCE_WITHOUT_VIDEO(false),
  SOURCE_INCOMPLETE(false),
  RESULT_EXISTS(false),
  RESULT_WOULD_REPLACE_SOURCE(false),
  RESULT_NOT_WRITABLE(false),
  PRESET_UNKNOWN(false),
  PRESET_BROKEN(false),
  OPTION_UNKNOWN(false),
  OPTION_FORBIDDEN(false),
  STOPPED(false),
  // What another worker, or another hour, may cure.
  HANDBRAKE_MISSING(true),
  HANDBRAKE_CRASHED(true),
  HANDBRAKE_SILENT(true),
  HANDBRAKE_FAILED(true),
  RESULT_REJECTED(true),
  WORKER_DISK_FULL(true),
  MANAGER_DISK_FULL(true),
  TRANSFER_FAILED(true),
  WORKER_LOST(true),
  WORKER_FAILED(true);

  private final boolean retryable;

  FailureReason(boolean retryable) {
    this.retryable = retryable;
  }

  /** Whether another attempt may succeed. */
  public boolean retryable() {
    return retryable;
  }
}
