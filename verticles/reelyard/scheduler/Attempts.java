package reelyard.scheduler;

import java.util.List;
import java.util.function.Predicate;
import reelyard.address.Addresses;
import reelyard.message.AttemptId;
import reelyard.message.StopAttempt;
import reelyard.model.AttemptRecord;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobState;
import reelyard.model.WhenDone;
import reelyard.scheduler.forecast.Forecast;
import reelyard.scheduler.store.Change;

/** How attempts end: each way closes its door at staging and leaves its worker's hands. */
final class Attempts {

  /** A worker that hears of a command later than this asks with its next heartbeat instead. */
  static final long COMMAND_MILLIS = 10_000;

  /** A job that loses so many workers may be what fells them. */
  private static final int MOST_LOSSES = 10;

  private final SchedulerConfig config;
  private final JobBook jobs;
  private final Roster roster;
  private final Outbox outbox;
  private final Forecast forecast;
  private final Quarantine quarantine;
  private final Alarms alarms;

  Attempts(
      SchedulerConfig config,
      JobBook jobs,
      Roster roster,
      Outbox outbox,
      Forecast forecast,
      Quarantine quarantine,
      Alarms alarms) {
    this.config = config;
    this.jobs = jobs;
    this.roster = roster;
    this.outbox = outbox;
    this.forecast = forecast;
    this.quarantine = quarantine;
    this.alarms = alarms;
  }

  /** The worker itself said that the attempt failed. */
  void failed(JobEntry job, Failure failure, long now) {
    close(job, JobState.FAILED, failure.reason(), 0, now);
    fail(job, failure, now);
  }

  /** The result is in place; an attempt that was begun meanwhile is in vain. */
  void complete(JobEntry job, AttemptId made, long resultBytes, long now) {
    if (job.state() == JobState.RUNNING) {
      boolean mine = job.holds(made);
      if (!mine) {
        order(job, "an earlier attempt's result stands", true, now);
      }
      if (mine) {
        quarantine.succeeded(roster.get(job.workerId()));
      }
      close(job, mine ? JobState.COMPLETE : JobState.STOPPED, null, resultBytes, now);
    }
    List<JobEntry> freed = jobs.complete(job, made, resultBytes, now);
    freed.forEach(outbox::moved);
    alarms.complete(job, resultBytes, now);
    if (job.spec().whenDone() == WhenDone.DELETE) {
      jobs.drop(job, now);
      outbox.gone(job);
    } else {
      outbox.changed(job);
    }
  }

  /** The job waits again; nobody is to blame. */
  void giveBack(JobEntry job, String why, long now) {
    order(job, why, false, now);
    close(job, JobState.QUEUED, null, 0, now);
    jobs.giveBack(job, now);
    outbox.changed(job);
  }

  /** A user ended the job. */
  void stop(JobEntry job, String why, long now) {
    if (job.state() == JobState.RUNNING) {
      order(job, why, true, now);
      close(job, JobState.STOPPED, FailureReason.STOPPED, 0, now);
    }
    Failure failure = new Failure(FailureReason.STOPPED, why, null, List.of(), null);
    jobs.end(job, JobState.STOPPED, failure, now);
    outbox.changed(job);
  }

  /** The worker is gone, and with it every attempt whose result staging is not just committing. */
  void loseAll(WorkerEntry worker, String why, long now) {
    loseAllBut(worker, job -> false, why, now);
  }

  /**
   * The same, for a worker that is back.
   *
   * @param kept what it holds still
   */
  void loseAllBut(WorkerEntry worker, Predicate<JobEntry> kept, String why, long now) {
    worker.presence = WorkerEntry.Presence.LOST;
    worker.note = why;
    outbox.changed(worker);
    int before = worker.running.size();
    lose(worker, why, job -> !kept.test(job), now);
    outbox.note(
        "worker %s %s: its %d jobs are queued again"
            .formatted(worker.id(), why, before - worker.running.size()));
  }

  /** Attempts that the worker has not spoken of since: a message got lost on the way. */
  void loseForgotten(WorkerEntry worker, long heardBefore, long now) {
    lose(worker, "forgot it", job -> job.course().heardMillis() < heardBefore, now);
  }

  private void lose(WorkerEntry worker, String why, Predicate<JobEntry> which, long now) {
    for (String id : List.copyOf(worker.running)) {
      JobEntry job = jobs.get(id);
      if (which.test(job) && !job.commits(now)) {
        String words =
            "worker %s %s while the job was in stage %d (%s)"
                .formatted(worker.id(), why, job.stage().number(), job.stage().words());
        order(job, words, false, now);
        close(job, JobState.FAILED, FailureReason.WORKER_LOST, 0, now);
        fail(job, lost(worker, job, words), now);
      }
    }
  }

  private static Failure lost(WorkerEntry worker, JobEntry job, String words) {
    String message =
        job.losses() + 1 < MOST_LOSSES
            ? words
            : "%d workers were lost while they ran it, so it may be what fells them; the last: %s"
                .formatted(MOST_LOSSES, words);
    return new Failure(FailureReason.WORKER_LOST, message, worker.id(), List.of(), null);
  }

  private void fail(JobEntry job, Failure failure, long now) {
    boolean lacksRoom = job.lacksRoom(failure);
    boolean again =
        switch (failure.reason()) {
          case WORKER_LOST -> job.losses() + 1 < MOST_LOSSES;
          default ->
              lacksRoom
                  || (failure.reason().retryable()
                      && job.failures() + 1 < job.spec().attempts()
                      && triedAt(job, failure) < config.failedWorkers());
        };
    if (again) {
      jobs.retry(job, failure, now);
    } else {
      jobs.end(job, JobState.FAILED, failure, now);
      alarms.failed(job, failure, now);
    }
    if (!lacksRoom) {
      quarantine.failed(roster.get(failure.workerId()), job, failure, now);
    }
    outbox.changed(job);
  }

  /** At how many workers the job failed, this failure included. */
  private static int triedAt(JobEntry job, Failure failure) {
    boolean another = failure.workerId() != null && !job.avoid().contains(failure.workerId());
    return job.avoid().size() + (another ? 1 : 0);
  }

  private void order(JobEntry job, String why, boolean over, long now) {
    outbox.order(
        Addresses.stopAttempt(job.workerId()),
        new StopAttempt(job.attemptId(), why, now + COMMAND_MILLIS, over));
  }

  private void close(
      JobEntry job, JobState outcome, FailureReason reason, long resultBytes, long now) {
    WorkerEntry worker = roster.get(job.workerId());
    if (worker != null && worker.running.remove(job.id())) {
      outbox.moved(worker);
    }
    AttemptRecord record = job.record(outcome, reason, resultBytes, now);
    outbox.keep(new Change.AddAttempt(record));
    forecast.learn(record).forEach(speed -> outbox.keep(new Change.KeepSpeed(speed)));
    outbox.say(Addresses.ATTEMPT_ENDED, job.attemptId());
  }
}
