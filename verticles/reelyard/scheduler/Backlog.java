package reelyard.scheduler;

import java.util.HashMap;
import java.util.Map;
import reelyard.scheduler.forecast.FarmEta;

/**
 * The work that waits for nothing but workers and time, by kind, so that nobody has to add up a
 * hundred thousand jobs.
 */
final class Backlog {

  private final Map<String, FarmEta.Waiting> sums = new HashMap<>();

  void add(JobEntry job) {
    change(job, 1);
  }

  void remove(JobEntry job) {
    change(job, -1);
  }

  private void change(JobEntry job, int by) {
    // What sleeps runs by itself once its time has come.
    if (!job.runnable(Long.MAX_VALUE)) {
      return;
    }
    sums.compute(
        job.work().kind(),
        (kind, sum) -> {
          long count = (sum == null ? 0 : sum.count()) + by;
          long bytes = (sum == null ? 0 : sum.bytes()) + by * job.inputBytes();
          return count == 0 ? null : new FarmEta.Waiting(count, bytes);
        });
  }

  Map<String, FarmEta.Waiting> byKind() {
    return sums;
  }
}
