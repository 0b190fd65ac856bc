package reelyard.message;

/** The result was uploaded under this file name with this many bytes. */
public record CommitResult(AttemptId attempt, String workerId, String fileName, long bytes) {}
