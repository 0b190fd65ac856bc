package reelyard.message;

import java.util.Objects;

/**
 * Stop one attempt; the reason is for people. After the deadline (milliseconds since 1970 by the
 * scheduler's clock) nobody obeys any more: a heartbeat's answer tells what holds then.
 *
 * @param over whether its job needs no other attempt: what was fetched for it need not be kept
 */
public record StopAttempt(AttemptId attempt, String reason, long deadlineMillis, boolean over) {

  public StopAttempt {
    Objects.requireNonNull(attempt, "attempt is missing");
  }
}
