package reelyard.message;

import java.util.Objects;
import reelyard.model.Failure;

/** An attempt ended without a result. */
public record AttemptFailed(AttemptId attempt, String workerId, Failure failure) {

  public AttemptFailed {
    Objects.requireNonNull(attempt, "attempt is missing");
    Objects.requireNonNull(workerId, "workerId is missing");
    Objects.requireNonNull(failure, "failure is missing");
  }
}
