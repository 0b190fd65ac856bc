package reelyard.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Request;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;

/** Repeats a question while its answer gets lost, ever more slowly; a refusal is an answer. */
final class Insistence {

  /** For what must be known however long it takes. */
  static final int FOREVER = Integer.MAX_VALUE;

  private static final Logger log = LoggerFactory.getLogger(Insistence.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

  private final Farm farm;
  private final Timers timers;

  Insistence(Farm farm, Timers timers) {
    this.farm = farm;
    this.timers = timers;
  }

  /** Asks until there is an answer, that many tries are used, or it is no longer wanted. */
  <Q, A> CompletionStage<A> ask(
      Request<Q, A> request, Q question, Duration patience, int tries, BooleanSupplier wanted) {
    return ask(request, question, patience, tries, wanted, e -> {});
  }

  /**
   * The same.
   *
   * @param lost hears of each answer that did not come and is asked for again
   */
  <Q, A> CompletionStage<A> ask(
      Request<Q, A> request,
      Q question,
      Duration patience,
      int tries,
      BooleanSupplier wanted,
      Consumer<Throwable> lost) {
    CompletableFuture<A> answer = new CompletableFuture<>();
    ask(request, question, patience, tries, FIRST_PAUSE, wanted, lost, answer);
    return answer;
  }

  private <Q, A> void ask(
      Request<Q, A> request,
      Q question,
      Duration patience,
      int tries,
      Duration pause,
      BooleanSupplier wanted,
      Consumer<Throwable> lost,
      CompletableFuture<A> answer) {
    farm.ask(request, question, patience)
        .whenComplete(
            (good, e) -> {
              if (e == null) {
                answer.complete(good);
              } else if (isAnswer(e) || tries <= 1 || !wanted.getAsBoolean()) {
                answer.completeExceptionally(e);
              } else {
                log.debug("{} is asked again: {}", request.name(), e.getMessage());
                lost.accept(e);
                Duration twice = pause.multipliedBy(2);
                Duration longer = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
                timers.after(
                    pause,
                    () ->
                        ask(request, question, patience, tries - 1, longer, wanted, lost, answer));
              }
            });
  }

  /** "Broken" and "unavailable" say that the one asked could not find out. */
  private static boolean isAnswer(Throwable e) {
    return e instanceof RefusedException refused
        && refused.refusal().code() != Refusal.BROKEN
        && refused.refusal().code() != Refusal.UNAVAILABLE;
  }
}
