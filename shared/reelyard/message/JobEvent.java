package reelyard.message;

/**
 * A job changed; gone tells that it was deleted. Events of one epoch (one start of the scheduler)
 * are numbered without gaps, together with worker events.
 */
public record JobEvent(String epoch, long sequence, JobView job, boolean gone) {}
