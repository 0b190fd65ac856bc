package reelyard.message;

import java.util.List;

/** One outcome for each job, in the order asked. */
public record ChangedJobs(List<ChangeOutcome> outcomes) {}
