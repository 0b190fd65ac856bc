package reelyard.message;

import java.util.Objects;

/** Asks a worker to find its capabilities anew and to prove itself with a tiny encode. */
public record TestWorker(String workerId) {

  public TestWorker {
    Objects.requireNonNull(workerId, "workerId is missing");
  }
}
