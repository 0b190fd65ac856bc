package reelyard.message;

/**
 * A job changed. Events of one epoch (one start of the scheduler) are numbered without gaps,
 * together with worker events.
 */
public record JobEvent(String epoch, long sequence, JobView job) {}
