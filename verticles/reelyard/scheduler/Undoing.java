package reelyard.scheduler;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import reelyard.message.JobId;
import reelyard.message.Undone;

/** Has a replaced original brought back by the staging that keeps it, and keeps that it was. */
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
        .thenCompose(staging -> stagings.apply(staging, job))
        .thenCompose(undone -> scheduler.tell(ids, (core, now) -> core.undone(job, undone, now)));
  }
}
