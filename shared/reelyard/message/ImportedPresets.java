package reelyard.message;

import java.util.List;

/** What became of a file's presets: the names of those that were taken, and why others were not. */
public record ImportedPresets(List<String> imported, List<RefusedPreset> refused) {}
