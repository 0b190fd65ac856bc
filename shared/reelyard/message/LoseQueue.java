package reelyard.message;

/** A worker can no longer serve its queue; the reason is for people. */
public record LoseQueue(String workerId, String incarnation, String reason) {}
