package reelyard.message;

import java.util.List;
import java.util.Objects;
import reelyard.model.JobSpec;

/** New jobs. */
public record SubmitJobs(List<JobSpec> jobs) {

  public static final int MOST = 10_000;

  public SubmitJobs {
    if (jobs == null
        || jobs.isEmpty()
        || jobs.size() > MOST
        || jobs.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(
          "jobs must be a list of 1 to " + MOST + " jobs, none null");
    }
    jobs = List.copyOf(jobs);
  }
}
