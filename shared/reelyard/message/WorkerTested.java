package reelyard.message;

import java.util.Objects;
import reelyard.model.Capabilities;

/** A self-test ended: it passed when failure is null. */
public record WorkerTested(
    String workerId, String incarnation, Capabilities capabilities, String failure) {

  public WorkerTested {
    Objects.requireNonNull(workerId, "workerId is missing");
    Objects.requireNonNull(incarnation, "incarnation is missing");
    Objects.requireNonNull(capabilities, "capabilities are missing");
  }
}
