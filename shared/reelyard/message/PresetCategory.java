package reelyard.message;

import java.util.List;

/** A folder of HandBrake's own presets, in HandBrake's order. */
public record PresetCategory(String name, List<PresetInfo> presets) {

  public PresetCategory {
    presets = presets == null ? List.of() : List.copyOf(presets);
  }
}
