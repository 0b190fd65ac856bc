package reelyard.staging.media;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;
import reelyard.staging.Threads;

/** Lets few programs run at a time, and not many wait. To be used on staging's event loop. */
final class Workbench {

  /** How many run at a time. */
  static final int THREADS = 2;

  static final int MOST_WAITING = 32;

  private final Threads threads;
  private int here;

  /**
   * @param threads {@value #THREADS} of them
   */
  Workbench(Threads threads) {
    this.threads = threads;
  }

  /** What the work brings; refused when too much waits already. */
  <T> CompletionStage<T> run(Callable<T> work) {
    if (here >= THREADS + MOST_WAITING) {
      throw new RefusedException(
          new Refusal(
              Refusal.UNAVAILABLE,
              "staging looks at %d films already: ask again in a minute".formatted(here)));
    }
    here++;
    return threads.run(work).whenComplete((done, e) -> here--);
  }
}
