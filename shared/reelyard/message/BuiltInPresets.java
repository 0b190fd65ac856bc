package reelyard.message;

import java.util.List;

/** The presets that are built into a worker's HandBrake, by category. */
public record BuiltInPresets(String workerId, List<PresetCategory> categories) {

  public BuiltInPresets {
    categories = categories == null ? List.of() : List.copyOf(categories);
  }
}
