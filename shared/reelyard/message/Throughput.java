package reelyard.message;

import java.util.List;

/**
 * What the farm got through in the last 24 hours, or since this manager leads: each list holds one
 * value a step, oldest first.
 *
 * @param endMillis since 1970, of the last step; that one is not over yet
 * @param fps frames a second of all transcodes together, on average
 * @param fetchBytesPerSecond to workers, likewise
 * @param returnBytesPerSecond back from them
 * @param completed jobs
 * @param savedBytes by which all results since the farm began are smaller than their sources
 */
public record Throughput(
    int stepSeconds,
    long endMillis,
    List<Double> fps,
    List<Double> fetchBytesPerSecond,
    List<Double> returnBytesPerSecond,
    List<Long> completed,
    long savedBytes) {}
