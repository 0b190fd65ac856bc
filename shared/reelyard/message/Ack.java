package reelyard.message;

/** Heard and done; carries nothing. */
public record Ack() {}
