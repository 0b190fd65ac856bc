package reelyard.message;

/** A job that waits in a worker's queue. */
public record QueuedJob(String jobId, String name, long inputBytes) {}
