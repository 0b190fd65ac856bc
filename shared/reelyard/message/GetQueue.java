package reelyard.message;

import java.util.Objects;

/** A worker asks for its queue. The incarnation tells this start of the worker from an earlier. */
public record GetQueue(String workerId, String incarnation) {

  public GetQueue {
    Objects.requireNonNull(workerId, "workerId is missing");
    Objects.requireNonNull(incarnation, "incarnation is missing");
  }
}
