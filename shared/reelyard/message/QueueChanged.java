package reelyard.message;

/** The queue of this worker is no longer what it was. */
public record QueueChanged(String workerId) {}
