package reelyard.message;

import java.util.List;

/** Every staging host that the scheduler knows, by name; those that are away, too. */
public record StagingList(List<StagingView> stagings) {

  public StagingList {
    stagings = stagings == null ? List.of() : List.copyOf(stagings);
  }
}
