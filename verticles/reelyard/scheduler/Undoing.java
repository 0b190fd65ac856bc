package reelyard.scheduler;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import reelyard.bus.Causes;
import reelyard.bus.RefusedException;
import reelyard.message.JobId;
import reelyard.message.Refusal;
import reelyard.message.Undone;

/** Has a replaced original brought back by the staging that keeps it, and notes that it was. */
final class Undoing {

  private final StoredScheduler scheduler;
  private final BiFunction<String, JobId, CompletionStage<Undone>> stagings;

  /**
   * @param stagings asks the staging of this name; fails with {@link reelyard.bus.RefusedException}
   *     when that refuses, or nobody answers
   */
  Undoing(StoredScheduler scheduler, BiFunction<String, JobId, CompletionStage<Undone>> stagings) {
    this.scheduler = scheduler;
    this.stagings = stagings;
  }

  CompletionStage<Undone> undo(JobId job) {
    List<String> ids = List.of(job.jobId());
    return scheduler
        .tell(ids, (core, now) -> core.undoable(job))
        .thenCompose(asked -> ask(asked, job))
        .thenCompose(undone -> scheduler.tell(ids, (core, now) -> core.undone(job, undone, now)));
  }

  /** One after the other, until one has it. */
  private CompletionStage<Undone> ask(List<String> asked, JobId job) {
    CompletionStage<Undone> answer = stagings.apply(asked.get(0), job);
    for (String next : asked.subList(1, asked.size())) {
      answer =
          answer.exceptionallyCompose(
              before ->
                  stagings
                      .apply(next, job)
                      .exceptionallyCompose(e -> CompletableFuture.failedStage(worst(before, e))));
    }
    return answer;
  }

  /** One that does not answer may have it: that matters more than that another has it not. */
  private static Throwable worst(Throwable before, Throwable now) {
    boolean away =
        Causes.of(before) instanceof RefusedException refused
            && refused.refusal().code() == Refusal.UNAVAILABLE;
    return Causes.of(away ? before : now);
  }
}
