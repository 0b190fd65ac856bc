package reelyard.message;

/** Asks when a job ends; null for all of them. */
public record GetEta(String jobId) {}
