package reelyard.message;

/** A preset that was not taken; the reason names the field. */
public record RefusedPreset(String name, String reason) {}
