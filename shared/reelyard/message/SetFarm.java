package reelyard.message;

import java.util.Objects;
import reelyard.model.SortPolicy;

/** Sets how the farm sorts what waits. */
public record SetFarm(SortPolicy sort) {

  public SetFarm {
    Objects.requireNonNull(sort, "sort is missing");
  }
}
