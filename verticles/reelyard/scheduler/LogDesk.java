package reelyard.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reelyard.address.Addresses;
import reelyard.bus.Causes;
import reelyard.bus.RefusedException;
import reelyard.message.GetCommand;
import reelyard.message.GetHistory;
import reelyard.message.JobCommandLine;
import reelyard.message.JobDetails;
import reelyard.message.JobId;
import reelyard.message.JobView;
import reelyard.message.ListJobs;
import reelyard.message.LogPart;
import reelyard.message.ReadLog;
import reelyard.message.Refusal;
import reelyard.model.AttemptRecord;
import reelyard.model.JobState;
import reelyard.model.ShellWords;
import reelyard.scheduler.store.JobStore;

/** Fetches what a worker keeps of an attempt: HandBrake's log, and the command at its beginning. */
final class LogDesk {

  private final StoredScheduler scheduler;
  private final JobStore store;
  private final WorkerPort workers;

  LogDesk(StoredScheduler scheduler, JobStore store, WorkerPort workers) {
    this.scheduler = scheduler;
    this.store = store;
    this.workers = workers;
  }

  /** Which attempt is meant, and who had it. */
  private record Holder(int attempt, String workerId) {}

  /** A part of the log of an attempt, the latest when none is named. */
  CompletionStage<LogPart> log(ReadLog asked) {
    JobId job = new JobId(asked.jobId());
    return scheduler
        .tell(List.of(asked.jobId()), (core, now) -> core.on(job))
        .thenCompose(view -> holder(view, asked.attempt()))
        .thenCompose(
            holder ->
                workers.ask(
                    holder.workerId,
                    Addresses.readLog(holder.workerId),
                    asked.ofAttempt(holder.attempt)));
  }

  /** The command as it ran, or as it would: of a job that nobody began, or of a lost log. */
  CompletionStage<JobCommandLine> command(GetCommand asked) {
    return scheduler
        .tell(List.of(asked.jobId()), (core, now) -> core.details(new JobId(asked.jobId()), now))
        .thenCompose(
            job ->
                job.job().attempt() == 0 && asked.attempt() == 0
                    ? CompletableFuture.completedFuture(wouldRun(job, 0, null))
                    : holder(job.job(), asked.attempt())
                        .thenCompose(holder -> command(job, holder)));
  }

  private CompletionStage<JobCommandLine> command(JobDetails job, Holder holder) {
    ReadLog beginning = new ReadLog(job.job().id(), holder.attempt, 0, ReadLog.MOST);
    return workers
        .ask(holder.workerId, Addresses.readLog(holder.workerId), beginning)
        .handle(
            (log, e) -> {
              if (e != null && !(Causes.of(e) instanceof RefusedException)) {
                throw new IllegalStateException(e);
              }
              int end = log == null ? -1 : log.text().indexOf('\n');
              return end < 0
                  ? wouldRun(job, holder.attempt, holder.workerId)
                  : new JobCommandLine(
                      job.job().id(),
                      holder.attempt,
                      holder.workerId,
                      log.text().substring(0, end),
                      true);
            });
  }

  private static JobCommandLine wouldRun(JobDetails job, int attempt, String workerId) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("HandBrakeCLI", "-i", job.job().input()));
    words.addAll(List.of("-o", String.valueOf(job.job().output())));
    if (job.ownPreset()) {
      words.addAll(List.of("--preset-import-file", "preset.json"));
    }
    words.addAll(job.arguments());
    return new JobCommandLine(job.job().id(), attempt, workerId, ShellWords.join(words), false);
  }

  private CompletionStage<Holder> holder(JobView job, int asked) {
    int attempt = asked == 0 ? job.attempt() : asked;
    if (attempt == 0 || attempt > job.attempt()) {
      return refused(
          attempt == 0
              ? "job %s was not begun yet, so there is no log".formatted(job.id())
              : "job %s had no attempt %d, its latest is %d"
                  .formatted(job.id(), attempt, job.attempt()));
    }
    // Of a job that waits again, that is the worker in whose queue it waits.
    boolean holds = job.state() != JobState.QUEUED && job.workerId() != null;
    if (attempt == job.attempt() && holds) {
      return CompletableFuture.completedFuture(new Holder(attempt, job.workerId()));
    }
    GetHistory tried = new GetHistory(null, job.id(), 0, 0, null, ListJobs.MOST);
    return store
        .history(tried)
        .thenCompose(
            history ->
                history.attempts().stream()
                    .filter(record -> record.attempt() == attempt)
                    .findFirst()
                    .map(AttemptRecord::workerId)
                    .map(worker -> new Holder(attempt, worker))
                    .<CompletionStage<Holder>>map(CompletableFuture::completedFuture)
                    .orElseGet(
                        () ->
                            refused(
                                "nobody knows who had attempt %d of job %s"
                                    .formatted(attempt, job.id()))));
  }

  private static <T> CompletionStage<T> refused(String why) {
    return CompletableFuture.failedFuture(new RefusedException(Refusal.notFound(why)));
  }
}
