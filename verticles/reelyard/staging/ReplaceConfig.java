package reelyard.staging;

/** The section "staging.replace" of the configuration; config/reelyard.yaml explains each key. */
public record ReplaceConfig(int minSavedPercent, int undoDays) {

  private static final int MOST_DAYS = 3650;

  public ReplaceConfig {
    if (minSavedPercent < 0 || minSavedPercent > 99) {
      throw new IllegalArgumentException("minSavedPercent must be 0 to 99, not " + minSavedPercent);
    }
    if (undoDays < 1 || undoDays > MOST_DAYS) {
      throw new IllegalArgumentException(
          "undoDays must be 1 to " + MOST_DAYS + ", not " + undoDays);
    }
  }
}
