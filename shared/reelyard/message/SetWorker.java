package reelyard.message;

import java.util.Objects;
import reelyard.model.WorkerSettings;

/** Replaces what people set for a worker. */
public record SetWorker(String workerId, WorkerSettings settings) {

  public SetWorker {
    Objects.requireNonNull(workerId, "workerId is missing");
    Objects.requireNonNull(settings, "settings are missing");
  }
}
