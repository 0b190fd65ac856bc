package reelyard.message;

/** A worker asks for its queue. The incarnation tells this start of the worker from an earlier. */
public record GetQueue(String workerId, String incarnation) {}
