package reelyard.message;

import java.util.Objects;

/** Names one job. */
public record JobId(String jobId) {

  public JobId {
    Objects.requireNonNull(jobId, "jobId is missing");
  }
}
