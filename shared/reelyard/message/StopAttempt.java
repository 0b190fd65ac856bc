package reelyard.message;

/** Stop one attempt; the reason is for people. */
public record StopAttempt(AttemptId attempt, String reason) {}
