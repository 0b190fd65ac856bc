package reelyard.worker;

import reelyard.model.Failure;

/**
 * How one run of HandBrakeCLI ended.
 *
 * @param failure why there is no result; null when it is good
 * @param resultBytes the result's size, 0 without one
 */
record TranscodeOutcome(Failure failure, long resultBytes) {}
