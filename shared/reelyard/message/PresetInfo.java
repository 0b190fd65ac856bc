package reelyard.message;

/** A preset of HandBrake's own, and what it is for, in HandBrake's words. */
public record PresetInfo(String name, String description) {}
