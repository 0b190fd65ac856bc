package reelyard.message;

/** Asks where the web page of this farm is. */
public record GetWebAddress() {}
