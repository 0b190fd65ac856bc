package reelyard.message;

import java.util.Objects;

/** The result was uploaded under this file name with this many bytes. */
public record CommitResult(AttemptId attempt, String workerId, String fileName, long bytes) {

  public CommitResult {
    Objects.requireNonNull(attempt, "attempt is missing");
    Objects.requireNonNull(workerId, "workerId is missing");
    Objects.requireNonNull(fileName, "fileName is missing");
  }
}
