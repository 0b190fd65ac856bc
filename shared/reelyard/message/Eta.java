package reelyard.message;

/**
 * When the end is expected, with the range that holds four out of five; milliseconds since 1970, 0
 * when nothing can be said yet. Basis tells in words what the model rests on and how it erred.
 */
public record Eta(
    String jobId, long expectedMillis, long earliestMillis, long latestMillis, String basis) {}
