package reelyard.message;

import java.util.Objects;

/**
 * HandBrake of this attempt shall pause, or go on. After the deadline (milliseconds since 1970 by
 * the scheduler's clock) nobody obeys any more.
 */
public record PauseAttempt(AttemptId attempt, boolean paused, long deadlineMillis) {

  public PauseAttempt {
    Objects.requireNonNull(attempt, "attempt is missing");
  }
}
