package reelyard.message;

/** A file of an input, its path below the served folder with '/' between names. */
public record ServedFile(String path, long bytes) {}
