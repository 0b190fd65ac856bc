package reelyard.message;

import java.util.Objects;

/** A worker claims a job of its queue. Safe to repeat: the same claim gets the same attempt. */
public record StartJob(String workerId, String incarnation, String jobId) {

  public StartJob {
    Objects.requireNonNull(workerId, "workerId is missing");
    Objects.requireNonNull(incarnation, "incarnation is missing");
    Objects.requireNonNull(jobId, "jobId is missing");
  }
}
