package reelyard.message;

import java.util.Objects;

/** A worker wants to return the result of its attempt. */
public record ReturnFiles(AttemptId attempt, String workerId) {

  public ReturnFiles {
    Objects.requireNonNull(attempt, "attempt is missing");
    Objects.requireNonNull(workerId, "workerId is missing");
  }
}
