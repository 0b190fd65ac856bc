package reelyard.message;

import java.util.List;
import reelyard.model.JobSpec;

/** New jobs. */
public record SubmitJobs(List<JobSpec> jobs) {}
