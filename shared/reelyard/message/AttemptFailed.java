package reelyard.message;

import reelyard.model.Failure;

/** An attempt ended without a result. */
public record AttemptFailed(AttemptId attempt, String workerId, Failure failure) {}
