package bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import reelyard.model.AttemptRecord;
import reelyard.model.Job;
import reelyard.model.JobState;
import reelyard.scheduler.QueueJobs;
import reelyard.scheduler.store.Change;
import reelyard.scheduler.store.JobStore;

/** Puts jobs into a store by its own saves, a thousand together. */
final class QueueFill implements AutoCloseable {

  private static final int TOGETHER = 1_000;
  private static final int MOST_WAITING = 8;

  private final JobStore store;
  private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();

  QueueFill(JobStore store) {
    this.store = store;
    store.lead(why -> {}).toCompletableFuture().join();
  }

  /** Jobs that wait. */
  void waiting(int count, QueueJobs.Mix mix) {
    add(0, count, number -> List.of(new Change.KeepJob(QueueJobs.waiting(number, count, mix))));
  }

  /** Jobs that ended and were archived, numbered from that one on, each with its attempt. */
  void archived(long first, long count) {
    add(
        first,
        count,
        number -> {
          Job job = QueueJobs.archived(number);
          return List.of(new Change.KeepJob(job), new Change.AddAttempt(attempt(job)));
        });
  }

  private static AttemptRecord attempt(Job job) {
    return new AttemptRecord(
        job.id(),
        1,
        job.workerId(),
        job.spec().name(),
        job.spec().user(),
        job.spec().preset(),
        job.spec().preset(),
        job.inputBytes(),
        job.resultBytes(),
        job.startedMillis(),
        job.endedMillis(),
        10_000,
        580_000,
        10_000,
        0,
        job.expectedSeconds(),
        JobState.COMPLETE,
        null);
  }

  private void add(long first, long count, LongFunction<List<Change>> changes) {
    List<Change> together = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      together.addAll(changes.apply(first + i));
      if (together.size() >= TOGETHER || i == count - 1) {
        waiting.add(store.save(List.copyOf(together)).toCompletableFuture());
        together.clear();
      }
      while (waiting.size() > MOST_WAITING) {
        waiting.remove().join();
      }
    }
  }

  @Override
  public void close() {
    waiting.forEach(CompletableFuture::join);
    store.close().toCompletableFuture().join();
  }
}
