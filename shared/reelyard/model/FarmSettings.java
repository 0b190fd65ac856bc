package reelyard.model;

import java.util.Objects;

/** What people set for the whole farm; untilMillis 0 = until they say otherwise. */
public record FarmSettings(SortPolicy sort, WorkerControl control, long untilMillis) {

  public static final FarmSettings DEFAULT = new FarmSettings(SortPolicy.AGE, WorkerControl.RUN, 0);

  public FarmSettings {
    sort = Objects.requireNonNullElse(sort, SortPolicy.AGE);
    control = Objects.requireNonNullElse(control, WorkerControl.RUN);
  }
}
