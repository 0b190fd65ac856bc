package reelyard.message;

import java.util.Objects;

/** A result stands whole under its final name. */
public record ResultCommitted(AttemptId attempt, String path, long bytes) {

  public ResultCommitted {
    Objects.requireNonNull(attempt, "attempt is missing");
    Objects.requireNonNull(path, "path is missing");
  }
}
