package reelyard.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reelyard.address.Address;
import reelyard.address.Request;

/** A farm without a bus: gives the answers it was told to, at once, and keeps the questions. */
final class ScriptedFarm implements Farm {

  private final Map<String, Object> answers = new HashMap<>();
  private final List<Object> questions = new ArrayList<>();

  /** From now on; an exception is thrown at the asker. */
  void answers(Request<?, ?> request, Object answer) {
    answers.put(request.name(), answer);
  }

  <Q> List<Q> asked(Class<Q> type) {
    return questions.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <Q, A> CompletionStage<A> ask(Request<Q, A> request, Q question, Duration patience) {
    questions.add(question);
    Object answer = answers.get(request.name());
    if (answer == null) {
      return CompletableFuture.failedFuture(new IllegalStateException("nobody answers"));
    }
    return answer instanceof Throwable e
        ? CompletableFuture.failedFuture(e)
        : CompletableFuture.completedFuture((A) answer);
  }

  @Override
  public <M> void say(Address<M> address, M message) {}
}
