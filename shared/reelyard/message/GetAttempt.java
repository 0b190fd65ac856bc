package reelyard.message;

/** Staging asks whether an attempt lives; with committing, that it be kept alive for the commit. */
public record GetAttempt(AttemptId attempt, boolean committing) {}
