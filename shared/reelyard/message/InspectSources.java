package reelyard.message;

import java.util.List;
import java.util.Objects;
import reelyard.model.JobSpec;

/** Sources and results to look at, before their jobs are accepted. */
public record InspectSources(List<JobSpec> jobs) {

  public InspectSources {
    Objects.requireNonNull(jobs, "jobs is missing");
  }
}
