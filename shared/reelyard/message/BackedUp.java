package reelyard.message;

/** The copy is complete and durable. */
public record BackedUp(String file, long bytes) {}
