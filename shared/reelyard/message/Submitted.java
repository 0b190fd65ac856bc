package reelyard.message;

import java.util.List;

/** One outcome for each job submitted, in the same order. */
public record Submitted(List<SubmitOutcome> outcomes) {}
