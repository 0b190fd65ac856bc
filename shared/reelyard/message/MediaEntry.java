package reelyard.message;

/**
 * A folder, a film or a file of subtitles.
 *
 * @param path absolute
 * @param bytes of a file, 0 for a folder
 * @param millis when it was last written, since 1970
 * @param film whether it can be a job's input by itself: a film, or a folder that holds a disc
 */
public record MediaEntry(
    String name, String path, boolean folder, long bytes, long millis, boolean film) {}
