package reelyard.message;

/**
 * Asks for all of one preset.
 *
 * @param version of a preset of one's own, counted from 1; 0 for the latest
 */
public record GetPreset(String name, int version) {

  public GetPreset {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("name is missing: which preset?");
    }
    if (version < 0) {
      throw new IllegalArgumentException("version must be 0 or more, not " + version);
    }
  }
}
