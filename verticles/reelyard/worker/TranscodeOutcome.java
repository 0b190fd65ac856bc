package reelyard.worker;

import reelyard.hash.FileHashes;
import reelyard.model.Failure;
import reelyard.model.Receipt;

/**
 * How one run of HandBrakeCLI ended.
 *
 * @param failure why there is no result; null when it is good
 * @param resultBytes the result's size, 0 without one
 * @param receipt of a result that was to be proven, good or not; or null
 * @param hashes of such a result; null when it was not read to its end
 */
record TranscodeOutcome(Failure failure, long resultBytes, Receipt receipt, FileHashes hashes) {}
