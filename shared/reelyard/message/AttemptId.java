package reelyard.message;

/** One attempt of one job; the number is the fencing token. */
public record AttemptId(String jobId, int attempt) {}
