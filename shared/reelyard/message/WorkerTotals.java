package reelyard.message;

/**
 * What a worker did in a span: attempts by outcome, busy hours as milliseconds, and the sizes of
 * what it completed, before and after.
 */
public record WorkerTotals(
    String workerId,
    long complete,
    long failed,
    long stopped,
    long givenBack,
    long busyMillis,
    long transcodeMillis,
    long inputBytes,
    long resultBytes) {}
