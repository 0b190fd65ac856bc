package reelyard.scheduler;

/** The section "scheduler" of the configuration; config/reelyard.yaml explains each key. */
public record SchedulerConfig(int leaseSeconds, int queueLength) {

  public SchedulerConfig {
    if (leaseSeconds < 6 || leaseSeconds > 3600) {
      throw new IllegalArgumentException(
          "leaseSeconds must be 6 to 3600 (workers report every 2 s), not " + leaseSeconds);
    }
    if (queueLength < 1 || queueLength > 1000) {
      throw new IllegalArgumentException("queueLength must be 1 to 1000, not " + queueLength);
    }
  }
}
