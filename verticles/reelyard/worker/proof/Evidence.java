package reelyard.worker.proof;

/**
 * All that was found out about a result and its source.
 *
 * @param decodedSeconds how much of the result was decoded
 * @param decodeError the first thing that the decoder complained about, or null
 * @param minSavedPercent by how much the result must be smaller
 */
public record Evidence(
    Inventory source,
    Inventory result,
    long sourceBytes,
    long resultBytes,
    double decodedSeconds,
    String decodeError,
    int minSavedPercent) {}
