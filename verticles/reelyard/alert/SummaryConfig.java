package reelyard.alert;

import java.time.Duration;

/** How long ends of jobs are gathered for one mail; 0 is not at all. */
public record SummaryConfig(int everyMinutes) {

  public SummaryConfig {
    if (everyMinutes < 0 || everyMinutes > Duration.ofDays(7).toMinutes()) {
      throw new IllegalArgumentException(
          "everyMinutes must be 0 (each alert by itself) to 10080 (a week), not " + everyMinutes);
    }
  }

  Duration span() {
    return Duration.ofMinutes(everyMinutes);
  }
}
