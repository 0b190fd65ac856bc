package reelyard.model;

import java.util.Arrays;
import java.util.Optional;

/** Why an attempt, a job or a request failed, and whether another try can help. */
public enum FailureReason {
  // What another try cannot cure.
  BAD_REQUEST(601, false),
  SOURCE_MISSING(602, false),
  SOURCE_UNREADABLE(603, false),
  SOURCE_WITHOUT_VIDEO(604, false),
  SOURCE_INCOMPLETE(605, false),
  RESULT_EXISTS(606, false),
  RESULT_WOULD_REPLACE_SOURCE(607, false),
  RESULT_NOT_WRITABLE(608, false),
  PRESET_UNKNOWN(609, false),
  PRESET_BROKEN(610, false),
  OPTION_UNKNOWN(611, false),
  OPTION_FORBIDDEN(612, false),
  STOPPED(613, false),
  /** A result that may not take its source's place. */
  RECEIPT_REJECTED(624, false),
  // What another worker, or another hour, may cure.
  HANDBRAKE_MISSING(614, true),
  HANDBRAKE_CRASHED(615, true),
  HANDBRAKE_SILENT(616, true),
  HANDBRAKE_FAILED(617, true),
  RESULT_REJECTED(618, true),
  WORKER_DISK_FULL(619, true),
  MANAGER_DISK_FULL(620, true),
  TRANSFER_FAILED(621, true),
  WORKER_LOST(622, true),
  WORKER_FAILED(623, true);

  private final int code;
  private final boolean retryable;

  FailureReason(int code, boolean retryable) {
    this.code = code;
    this.retryable = retryable;
  }

  /** As a failure code on the bus: 601 and up, never reused. */
  public int code() {
    return code;
  }

  /** The reason of this code, if it is one's. */
  public static Optional<FailureReason> ofCode(int code) {
    return Arrays.stream(values()).filter(reason -> reason.code == code).findFirst();
  }

  /** Whether another attempt may succeed. */
  public boolean retryable() {
    return retryable;
  }
}
