package reelyard.scheduler;

import reelyard.message.SubmitJobs;
import reelyard.scheduler.store.StoreConfig;

/** The section "scheduler" of the configuration; config/reelyard.yaml explains each key. */
public record SchedulerConfig(
    int leaseSeconds,
    int queueLength,
    int mostJobs,
    int mostLiveJobs,
    int quarantineAfter,
    int failedWorkers,
    int selfTestSeconds,
    int lowSpaceMegabytes,
    StoreConfig store) {

  public SchedulerConfig {
    range("leaseSeconds", leaseSeconds, 6, 3600, " (workers report every 2 s)");
    range("queueLength", queueLength, 1, 1000, "");
    range("mostJobs", mostJobs, 1, SubmitJobs.MOST, "");
    range("mostLiveJobs", mostLiveJobs, 1, 10_000_000, "");
    range("quarantineAfter", quarantineAfter, 1, 1000, "");
    range("failedWorkers", failedWorkers, 1, 100, "");
    range("selfTestSeconds", selfTestSeconds, 5, 86_400, "");
    range("lowSpaceMegabytes", lowSpaceMegabytes, 0, Integer.MAX_VALUE, "");
  }

  /** The same, keeping nothing beyond the life of its process. */
  public SchedulerConfig inMemory() {
    return new SchedulerConfig(
        leaseSeconds,
        queueLength,
        mostJobs,
        mostLiveJobs,
        quarantineAfter,
        failedWorkers,
        selfTestSeconds,
        lowSpaceMegabytes,
        new StoreConfig("memory", "", "", store.leaseSeconds()));
  }

  private static void range(String key, int value, int least, int most, String why) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d%s, not %d".formatted(key, least, most, why, value));
    }
  }
}
