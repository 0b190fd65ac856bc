package reelyard.staging;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What is asked again while it is being answered gets the same answer: on a mount that hangs, each
 * repetition would cost one more thread.
 */
public final class Once<Q, A> {

  private final Map<Q, CompletionStage<A>> running = new HashMap<>();
  private final Function<Q, CompletionStage<A>> answerer;

  public Once(Function<Q, CompletionStage<A>> answerer) {
    this.answerer = answerer;
  }

  /** The answer to it, perhaps one that is under way. */
  public CompletionStage<A> ask(Q question) {
    CompletionStage<A> known = running.get(question);
    if (known != null) {
      return known;
    }
    CompletionStage<A> begun = answerer.apply(question);
    running.put(question, begun);
    begun.whenComplete((answer, e) -> running.remove(question, begun));
    return begun;
  }
}
