package reelyard.message;

/** Names one job. */
public record JobId(String jobId) {}
