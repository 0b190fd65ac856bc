package reelyard.scheduler;

import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import reelyard.message.GetStatistics;
import reelyard.message.JobEvent;
import reelyard.message.StatisticsRow;
import reelyard.message.Throughput;
import reelyard.model.Progress;
import reelyard.model.StatisticsBy;
import reelyard.scheduler.store.JobStore;

/** Hears what workers report, and shows the farm's throughput and the space that it saved. */
final class PulseDesk {

  private static final long REMEMBER_MILLIS = 10_000;

  private final Pulse pulse = new Pulse();
  private final JobStore store;
  private final LongSupplier clock;
  private CompletionStage<Long> saved;
  private long savedMillis;

  PulseDesk(JobStore store, LongSupplier clock) {
    this.store = store;
    this.clock = clock;
  }

  void on(Progress report) {
    pulse.on(report, clock.getAsLong());
  }

  void on(JobEvent event) {
    pulse.on(event.job(), clock.getAsLong());
  }

  /** A hundred pages ask once a minute each. */
  CompletionStage<Throughput> throughput() {
    long now = clock.getAsLong();
    if (saved == null || now - savedMillis > REMEMBER_MILLIS) {
      savedMillis = now;
      saved = saved();
    }
    Throughput shown = pulse.throughput(now, 0);
    return saved.thenApply(bytes -> with(shown, bytes));
  }

  private CompletionStage<Long> saved() {
    return store
        .statistics(new GetStatistics(StatisticsBy.MONTH, 0, 0))
        .thenApply(done -> done.rows().stream().mapToLong(PulseDesk::saved).sum());
  }

  private static long saved(StatisticsRow month) {
    return month.inputBytes() - month.resultBytes();
  }

  private static Throughput with(Throughput t, long savedBytes) {
    return new Throughput(
        t.stepSeconds(),
        t.endMillis(),
        t.fps(),
        t.fetchBytesPerSecond(),
        t.returnBytesPerSecond(),
        t.completed(),
        savedBytes);
  }
}
