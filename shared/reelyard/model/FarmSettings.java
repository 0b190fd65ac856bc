package reelyard.model;

import java.util.Objects;

/**
 * What people set for the whole farm; untilMillis 0 = until they say otherwise.
 *
 * @param endedJobs jobs that completed or failed since the farm began, deleted ones included
 */
public record FarmSettings(
    SortPolicy sort, WorkerControl control, long untilMillis, long endedJobs) {

  public static final FarmSettings DEFAULT =
      new FarmSettings(SortPolicy.AGE, WorkerControl.RUN, 0, 0);

  public FarmSettings {
    sort = Objects.requireNonNullElse(sort, SortPolicy.AGE);
    control = Objects.requireNonNullElse(control, WorkerControl.RUN);
  }

  /** The same under another order. */
  public FarmSettings with(WorkerControl other, long until) {
    return new FarmSettings(sort, other, until, endedJobs);
  }

  /** The same, sorted otherwise. */
  public FarmSettings with(SortPolicy other) {
    return new FarmSettings(other, control, untilMillis, endedJobs);
  }

  /** The same after one more job ended. */
  public FarmSettings withOneMoreEnded() {
    return new FarmSettings(sort, control, untilMillis, endedJobs + 1);
  }
}
