package reelyard.message;

/** Asks what the farm got through in the last 24 hours. */
public record GetThroughput() {}
