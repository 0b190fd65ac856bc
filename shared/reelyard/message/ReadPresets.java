package reelyard.message;

/** Asks a worker for the presets that are built into its HandBrake. */
public record ReadPresets() {}
