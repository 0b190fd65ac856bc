package reelyard.staging.media;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;
import reelyard.staging.Threads;

/** Lets some things be done at a time, and not many wait. Safe to use from several threads. */
final class Workbench {

  static final int MOST_WAITING = 32;

  private final Threads threads;
  private final int most;
  private final AtomicInteger here = new AtomicInteger();

  /**
   * @param size how many threads it has
   */
  Workbench(Threads threads, int size) {
    this(threads, size, MOST_WAITING);
  }

  /**
   * @param size how many threads it has
   * @param waiting how many more may wait
   */
  Workbench(Threads threads, int size, int waiting) {
    this.threads = threads;
    this.most = size + waiting;
  }

  /** What the work brings; refused when too much waits already. */
  <T> CompletionStage<T> run(Callable<T> work) {
    if (here.incrementAndGet() > most) {
      here.decrementAndGet();
      throw new RefusedException(
          new Refusal(
              Refusal.UNAVAILABLE,
              "staging looks at %d films and folders already: ask again in a minute"
                  .formatted(most)));
    }
    return threads.run(work).whenComplete((done, e) -> here.decrementAndGet());
  }
}
