package reelyard.message;

import java.util.Objects;

/** Stop one attempt; the reason is for people. */
public record StopAttempt(AttemptId attempt, String reason) {

  public StopAttempt {
    Objects.requireNonNull(attempt, "attempt is missing");
  }
}
