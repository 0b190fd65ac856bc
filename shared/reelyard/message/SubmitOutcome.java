package reelyard.message;

import reelyard.model.Failure;

/** A new job's id, or the refusal (the other is null). */
public record SubmitOutcome(String jobId, Failure refusal) {}
