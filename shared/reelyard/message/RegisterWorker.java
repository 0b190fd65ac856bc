package reelyard.message;

import java.util.List;
import java.util.Objects;
import reelyard.model.Progress;
import reelyard.model.WorkerInfo;

/**
 * A worker comes to the farm, or back to it, with the attempts that it holds.
 *
 * @param token what it proves itself by, where the farm asks for it; or null
 */
public record RegisterWorker(WorkerInfo worker, List<Progress> attempts, String token) {

  public RegisterWorker {
    Objects.requireNonNull(worker, "worker is missing");
    attempts = attempts == null ? List.of() : List.copyOf(attempts);
  }

  /** Where no token is asked for. */
  public RegisterWorker(WorkerInfo worker, List<Progress> attempts) {
    this(worker, attempts, null);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "RegisterWorker[" + worker + ", " + attempts + "]";
  }
}
