package reelyard.message;

/**
 * What became of a film, or of a folder that is one, that was dropped.
 *
 * @param verdict SUBMITTED, DOUBLE (its content was taken before), RESULT (the farm made it) or
 *     REFUSED
 * @param jobId who took it, took its double or made it; or null
 * @param note why, in words; or null
 * @param atMillis since 1970
 */
public record DroppedFilm(
    String rule,
    String path,
    long bytes,
    String verdict,
    String jobId,
    String note,
    long atMillis) {}
