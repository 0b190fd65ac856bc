package reelyard.message;

import java.util.Objects;

/**
 * A worker takes no more jobs: those that wait in its queue go elsewhere, and those it runs too
 * unless it finishes them. The reason is for people.
 */
public record LoseQueue(
    String workerId, String incarnation, String reason, boolean finishesRunning) {

  public LoseQueue {
    Objects.requireNonNull(workerId, "workerId is missing");
    Objects.requireNonNull(incarnation, "incarnation is missing");
  }
}
