package reelyard.message;

/**
 * All of one preset.
 *
 * @param builtIn whether it is HandBrake's own; then version and changedMillis are 0, user is empty
 * @param json a preset file with this preset alone, as HandBrake exports it
 */
public record PresetText(
    String name,
    boolean builtIn,
    int version,
    String description,
    long changedMillis,
    String user,
    String json) {}
