package reelyard.model;

/**
 * One factor that the forecast learned: what an estimate is multiplied by because of a worker, a
 * kind of work or both. {@code workerId} and {@code kind} together are its key.
 *
 * @param workerId the worker, or * for the whole farm
 * @param kind what is learned (speed, fetch, return, size), and of which kind of work
 * @param logRate natural logarithm of the factor
 * @param logVariance of that logarithm from job to job
 * @param count samples behind it
 */
public record LearnedSpeed(
    String workerId, String kind, double logRate, double logVariance, long count) {}
