package reelyard.message;

/** A worker claims a job of its queue. Safe to repeat: the same claim gets the same attempt. */
public record StartJob(String workerId, String incarnation, String jobId) {}
