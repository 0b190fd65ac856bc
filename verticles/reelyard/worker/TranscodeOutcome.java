package reelyard.worker;

import reelyard.model.Failure;

/**
 * How one run of HandBrakeCLI ended.
 *
 * @param failure why there is no result; null when it is good
 * @param resultBytes the result's size, 0 without one
 * @param stopped whether it was ended on request
 * @param command what was run, to be pasted into a shell
 */
record TranscodeOutcome(Failure failure, long resultBytes, boolean stopped, String command) {}
