package reelyard.message;

/** Asks for all presets that the farm knows. */
public record ListPresets() {}
