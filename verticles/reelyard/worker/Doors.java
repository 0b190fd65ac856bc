package reelyard.worker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/**
 * How many doors of staging may break in a row on one way. A staging that was started anew has
 * other doors, and knows none of the old ones; what broke while it was away is not the way's fault.
 */
final class Doors {

  private static final Logger log = LoggerFactory.getLogger(Doors.class);

  private static final int IN_A_ROW = 3;

  /** A transfer that stood still has cost that much time already. */
  private static final int STALL_COUNTS = 2;

  private final String jobId;
  private int left = IN_A_ROW;
  private boolean away;

  Doors(String jobId) {
    this.jobId = jobId;
  }

  /** Staging does not answer; it is asked again. */
  void away(Throwable e) {
    if (!away) {
      away = true;
      log.info("job {} waits for staging, and keeps what it has: {}", jobId, e.getMessage());
    }
  }

  /** Staging answered. */
  void answered() {
    if (away) {
      log.info("job {} goes on, staging is back", jobId);
      away = false;
      left = IN_A_ROW;
    }
  }

  /** Whether staging may be asked for another door after this. */
  boolean another(Failure failure, boolean stalled) {
    if (failure.reason() != FailureReason.TRANSFER_FAILED) {
      return false;
    }
    left -= stalled ? STALL_COUNTS : 1;
    if (left > 0) {
      log.info("job {} asks staging for another door: {}", jobId, failure.message());
    }
    return left > 0;
  }
}
