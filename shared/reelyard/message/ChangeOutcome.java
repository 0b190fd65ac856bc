package reelyard.message;

/** What became of one job of a selection: refusal says why nothing, null when done. */
public record ChangeOutcome(String jobId, Refusal refusal) {}
