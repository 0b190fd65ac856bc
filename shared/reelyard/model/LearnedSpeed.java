package reelyard.model;

/**
 * What the forecast learned of one kind of work at one worker.
 *
 * @param workerId the worker, or * for the whole farm
 * @param kind of work: a preset and what else makes it slow or fast
 * @param logRate mean natural logarithm of source bytes transcoded a second
 * @param logVariance of that logarithm
 * @param count samples behind it
 */
public record LearnedSpeed(
    String workerId, String kind, double logRate, double logVariance, long count) {}
