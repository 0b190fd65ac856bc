package reelyard.message;

/** Everybody who wanted to know was told, or could not be for too long: the alert may go. */
public record AlertTold(long id) {}
