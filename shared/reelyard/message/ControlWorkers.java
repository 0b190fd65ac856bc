package reelyard.message;

import java.util.List;
import java.util.Objects;
import reelyard.model.WorkerControl;

/**
 * People's order for workers, or for the whole farm when the list is empty.
 *
 * @param minutes after which it ends by itself, 0 for never; not for RETIRE
 */
public record ControlWorkers(List<String> workerIds, WorkerControl control, int minutes) {

  private static final int MOST_MINUTES = 31 * 24 * 60;

  public ControlWorkers {
    Objects.requireNonNull(control, "control is missing");
    workerIds = workerIds == null ? List.of() : List.copyOf(workerIds);
    if (minutes < 0 || minutes > MOST_MINUTES) {
      throw new IllegalArgumentException(
          "minutes must be 0 (until further notice) to " + MOST_MINUTES + ", not " + minutes);
    }
    if (minutes > 0 && (control == WorkerControl.RETIRE || control == WorkerControl.RUN)) {
      throw new IllegalArgumentException("minutes must be 0 for " + control);
    }
  }
}
