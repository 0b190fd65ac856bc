package reelyard.dropbox;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;

/** Waits for answers of the bus. */
final class Questions {

  /** Longer than any question's own patience. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Nobody answered. */
  static final class AwayException extends Exception {
    private static final long serialVersionUID = 1;

    AwayException(String why) {
      super(why);
    }
  }

  private Questions() {}

  /**
   * The answer.
   *
   * @throws RefusedException when the question itself was refused
   */
  static <A> A answer(CompletionStage<A> answer) throws AwayException, InterruptedException {
    try {
      return answer.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RefusedException refused
          && refused.refusal().code() != Refusal.UNAVAILABLE
          && refused.refusal().code() != Refusal.BROKEN) {
        throw refused;
      }
      throw new AwayException(String.valueOf(e.getCause().getMessage()));
    } catch (TimeoutException e) {
      throw new AwayException("no answer within " + PATIENCE.toSeconds() + " s");
    }
  }
}
