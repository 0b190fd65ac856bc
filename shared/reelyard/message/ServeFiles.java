package reelyard.message;

import java.util.Objects;

/** A worker wants the input of its attempt. */
public record ServeFiles(AttemptId attempt, String workerId) {

  public ServeFiles {
    Objects.requireNonNull(attempt, "attempt is missing");
    Objects.requireNonNull(workerId, "workerId is missing");
  }
}
