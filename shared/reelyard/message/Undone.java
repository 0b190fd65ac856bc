package reelyard.message;

/** An original stands under its name again. */
public record Undone(String path) {}
