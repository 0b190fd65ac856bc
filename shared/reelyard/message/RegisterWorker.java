package reelyard.message;

import java.util.List;
import java.util.Objects;
import reelyard.model.Progress;
import reelyard.model.WorkerInfo;

/** A worker comes to the farm, or back to it, with the attempts that it holds. */
public record RegisterWorker(WorkerInfo worker, List<Progress> attempts) {

  public RegisterWorker {
    Objects.requireNonNull(worker, "worker is missing");
    attempts = attempts == null ? List.of() : List.copyOf(attempts);
  }
}
