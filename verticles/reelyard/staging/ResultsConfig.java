package reelyard.staging;

/**
 * The section "staging.results" of the configuration: how results look.
 *
 * @param times "now", or "source" for those of the source
 * @param mode octal, such as "0640"; empty for what the system gives
 * @param owner "user:group", or "source" for those of the source; empty for staging's own
 */
public record ResultsConfig(String times, String mode, String owner) {

  public static final ResultsConfig AS_THEY_COME = new ResultsConfig("now", "", "");

  static final String SOURCE = "source";

  public ResultsConfig {
    if (times == null || !times.matches("now|source")) {
      throw new IllegalArgumentException("times must be now or source, not " + times);
    }
    if (mode == null || !mode.matches("|0?[4-7][0-7]{2}")) {
      throw new IllegalArgumentException(
          "mode must be octal, such as \"0640\" (in quotes), and let the owner read, or empty, not "
              + mode);
    }
    if (owner == null || !owner.matches("|source|[^:\\s/]+:[^:\\s/]+")) {
      throw new IllegalArgumentException("owner must be user:group, source or empty, not " + owner);
    }
  }
}
