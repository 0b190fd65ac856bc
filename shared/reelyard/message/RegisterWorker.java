package reelyard.message;

import java.util.Objects;
import reelyard.model.WorkerInfo;

/** A worker comes to the farm, or back to it. */
public record RegisterWorker(WorkerInfo worker) {

  public RegisterWorker {
    Objects.requireNonNull(worker, "worker is missing");
  }
}
