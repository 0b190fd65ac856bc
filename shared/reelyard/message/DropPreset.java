package reelyard.message;

/** Forgets a preset of one's own, all its versions; jobs that were submitted with it keep it. */
public record DropPreset(String name) {

  public DropPreset {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("name is missing: which preset?");
    }
  }
}
