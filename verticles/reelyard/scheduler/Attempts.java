package reelyard.scheduler;

import java.util.List;
import reelyard.address.Addresses;
import reelyard.message.AttemptId;
import reelyard.message.StopAttempt;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobState;
import reelyard.model.WorkerState;

/** How attempts end: each way closes its door at staging and leaves its worker's hands. */
final class Attempts {

  private final JobBook jobs;
  private final Roster roster;
  private final Outbox outbox;

  Attempts(JobBook jobs, Roster roster, Outbox outbox) {
    this.jobs = jobs;
    this.roster = roster;
    this.outbox = outbox;
  }

  /** The worker itself said that the attempt failed. */
  void failed(JobEntry job, Failure failure, long now) {
    close(job);
    fail(job, failure, now);
  }

  /** The result is in place; an attempt that was begun meanwhile is in vain. */
  void complete(JobEntry job, AttemptId made, long resultBytes, long now) {
    if (job.job().state() == JobState.RUNNING) {
      if (!job.holds(made)) {
        order(job, "an earlier attempt's result stands");
      }
      close(job);
    }
    jobs.complete(job, resultBytes, now);
    outbox.changed(job);
  }

  /** The job waits again; nobody is to blame. */
  void giveBack(JobEntry job, String why, long now) {
    order(job, why);
    close(job);
    jobs.giveBack(job, now);
    outbox.changed(job);
  }

  /** A user ended the job. */
  void stop(JobEntry job, String why, long now) {
    if (job.job().state() == JobState.RUNNING) {
      order(job, why);
      close(job);
    }
    Failure failure = new Failure(FailureReason.STOPPED, why, null, List.of(), null);
    jobs.end(job, JobState.STOPPED, failure, now);
    outbox.changed(job);
  }

  /** The worker is gone, and with it every attempt whose result staging is not just committing. */
  void loseAll(WorkerEntry worker, String why, long now) {
    worker.state = WorkerState.LOST;
    worker.note = why;
    outbox.changed(worker);
    int before = worker.running.size();
    lose(worker, why, Long.MAX_VALUE, now);
    outbox.note(
        "worker %s %s: its %d jobs are queued again"
            .formatted(worker.id(), why, before - worker.running.size()));
  }

  /** Attempts that the worker has not spoken of since: a message got lost on the way. */
  void loseForgotten(WorkerEntry worker, long heardBefore, long now) {
    lose(worker, "forgot it", heardBefore, now);
  }

  private void lose(WorkerEntry worker, String why, long heardBefore, long now) {
    for (String id : List.copyOf(worker.running)) {
      JobEntry job = jobs.get(id);
      if (job.heardMillis < heardBefore && !job.commits(now)) {
        String words =
            "worker %s %s while the job was in stage %d (%s)"
                .formatted(worker.id(), why, job.job().stage().number(), job.job().stage().words());
        order(job, words);
        close(job);
        fail(job, new Failure(FailureReason.WORKER_LOST, words, worker.id(), List.of(), null), now);
      }
    }
  }

  private void fail(JobEntry job, Failure failure, long now) {
    boolean again =
        failure.reason().retryable() && job.job().failures() + 1 < job.job().spec().attempts();
    if (again) {
      jobs.retry(job, failure, now);
    } else {
      jobs.end(job, JobState.FAILED, failure, now);
    }
    outbox.changed(job);
  }

  private void order(JobEntry job, String why) {
    outbox.stop(job.job().workerId(), new StopAttempt(job.attemptId(), why));
  }

  private void close(JobEntry job) {
    WorkerEntry worker = roster.get(job.job().workerId());
    if (worker != null && worker.running.remove(job.id())) {
      outbox.changed(worker);
    }
    outbox.say(Addresses.ATTEMPT_ENDED, job.attemptId());
  }
}
