package reelyard.message;

import java.util.List;
import java.util.Objects;
import reelyard.model.Progress;

/** What a worker does now: one progress for each attempt it holds. */
public record Heartbeat(String workerId, String incarnation, List<Progress> attempts) {

  public Heartbeat {
    Objects.requireNonNull(workerId, "workerId is missing");
    Objects.requireNonNull(incarnation, "incarnation is missing");
    Objects.requireNonNull(attempts, "attempts is missing");
  }
}
