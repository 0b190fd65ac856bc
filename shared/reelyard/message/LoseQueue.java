package reelyard.message;

/**
 * A worker takes no more jobs: those that wait in its queue go elsewhere, and those it runs too
 * unless it finishes them. The reason is for people.
 */
public record LoseQueue(
    String workerId, String incarnation, String reason, boolean finishesRunning) {}
