package reelyard.message;

import java.util.List;
import java.util.Objects;
import reelyard.model.Progress;

/**
 * What a worker does now: one progress for each attempt it holds.
 *
 * @param freeBytes in its scratch folder, -1 unknown
 * @param takesJobs whether it claims what is put into its queue; when it does not say, it does
 */
public record Heartbeat(
    String workerId,
    String incarnation,
    List<Progress> attempts,
    long freeBytes,
    Boolean takesJobs) {

  public Heartbeat {
    Objects.requireNonNull(workerId, "workerId is missing");
    Objects.requireNonNull(incarnation, "incarnation is missing");
    Objects.requireNonNull(attempts, "attempts is missing");
    takesJobs = Objects.requireNonNullElse(takesJobs, true);
  }
}
