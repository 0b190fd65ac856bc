package reelyard.message;

import java.util.Objects;
import reelyard.model.Failure;
import reelyard.model.Receipt;

/**
 * An attempt ended without a result.
 *
 * @param receipt of a result that may not take its source's place; else null
 */
public record AttemptFailed(AttemptId attempt, String workerId, Failure failure, Receipt receipt) {

  public AttemptFailed {
    Objects.requireNonNull(attempt, "attempt is missing");
    Objects.requireNonNull(workerId, "workerId is missing");
    Objects.requireNonNull(failure, "failure is missing");
  }

  /** Without a receipt. */
  public AttemptFailed(AttemptId attempt, String workerId, Failure failure) {
    this(attempt, workerId, failure, null);
  }
}
