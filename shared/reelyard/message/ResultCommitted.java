package reelyard.message;

/** A result stands whole under its final name. */
public record ResultCommitted(AttemptId attempt, String path, long bytes) {}
