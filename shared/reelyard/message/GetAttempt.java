package reelyard.message;

import java.util.Objects;

/** Staging asks whether an attempt lives; with committing, that it be kept alive for the commit. */
public record GetAttempt(AttemptId attempt, boolean committing) {

  public GetAttempt {
    Objects.requireNonNull(attempt, "attempt is missing");
  }
}
