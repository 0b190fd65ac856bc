package reelyard.scheduler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import reelyard.message.ChangeJobs;
import reelyard.message.ChangeOutcome;
import reelyard.message.ChangedJobs;
import reelyard.message.JobAction;
import reelyard.message.Refusal;
import reelyard.model.FarmSettings;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.SortPolicy;

/** What people do with jobs: each by itself, whole or not at all. */
final class JobCommands {

  private final JobBook jobs;
  private final Roster roster;
  private final Attempts attempts;
  private final Outbox outbox;

  JobCommands(JobBook jobs, Roster roster, Attempts attempts, Outbox outbox) {
    this.jobs = jobs;
    this.roster = roster;
    this.attempts = attempts;
    this.outbox = outbox;
  }

  /** What is wrong with the request as such, or null. */
  Refusal complaint(ChangeJobs message) {
    return switch (message.action()) {
      case SET_PRIORITY ->
          message.priority() == null || message.priority() < 0 || message.priority() > JobSpec.HELD
              ? Refusal.badMessage(
                  "priority must be 0 (first) to 100 (held), not " + message.priority())
              : null;
      case SET_POOL ->
          Admission.poolComplaint(message.pool()).map(Refusal::badMessage).orElse(null);
      case MOVE_BEFORE, MOVE_TOP, MOVE_BOTTOM -> whyNoMoves(message);
      default -> null;
    };
  }

  private Refusal whyNoMoves(ChangeJobs message) {
    if (message.onlyUser() != null) {
      return Refusal.forbidden("the order of the queue is everybody's: an operator may change it");
    }
    FarmSettings farm = roster.farm();
    if (farm.sort() != SortPolicy.AGE) {
      return Refusal.conflict(
          "jobs cannot be moved while the farm sorts by %s: set the sort policy to AGE first"
              .formatted(farm.sort()));
    }
    if (message.action() != JobAction.MOVE_BEFORE) {
      return null;
    }
    if (message.before() == null) {
      return Refusal.badMessage("before: the job is missing");
    }
    JobEntry other = jobs.get(message.before());
    if (other == null || other.state() != JobState.QUEUED) {
      return Refusal.conflict("before: no job %s waits".formatted(message.before()));
    }
    return message.jobIds().contains(message.before())
        ? Refusal.badMessage("before: job %s cannot be moved before itself".formatted(other.id()))
        : null;
  }

  /** Does it, and tells for each job what became of it. */
  ChangedJobs change(ChangeJobs message, long now) {
    List<ChangeOutcome> outcomes = new ArrayList<>();
    // Moved to the top one by one, the first of a selection shall be first in the end.
    boolean backwards = message.action() == JobAction.MOVE_TOP;
    int count = message.jobIds().size();
    for (int i = 0; i < count; i++) {
      String id = message.jobIds().get(backwards ? count - 1 - i : i);
      JobEntry job = jobs.get(id);
      int more = count - 1 - i;
      Refusal refusal = whyNot(job, id, message);
      if (refusal == null) {
        refusal = change(job, message, more, now);
      }
      outcomes.add(new ChangeOutcome(id, refusal));
    }
    if (backwards) {
      Collections.reverse(outcomes);
    }
    return new ChangedJobs(outcomes);
  }

  private static Refusal whyNot(JobEntry job, String id, ChangeJobs message) {
    if (job == null) {
      return Refusals.unknownJob(id);
    }
    boolean may = message.onlyUser() == null || message.onlyUser().equals(job.spec().user());
    return may ? null : Refusals.anothers(id);
  }

  /** More jobs of the selection follow. */
  private Refusal change(JobEntry job, ChangeJobs message, int more, long now) {
    return switch (message.action()) {
      case SUSPEND -> suspend(job, true, now);
      case ACTIVATE -> suspend(job, false, now);
      case STOP -> stop(job, now);
      case RETRY -> retry(job, now);
      case SET_PRIORITY ->
          alive(job, "has no priority any more", now, () -> job.setPriority(message.priority()));
      case SET_POOL -> setPool(job, message.pool(), now);
      case MOVE_TOP -> move(job, () -> jobs.line().moveToTop(job, now));
      case MOVE_BOTTOM -> move(job, () -> jobs.line().moveToBottom(job, now));
      case MOVE_BEFORE ->
          move(job, () -> jobs.line().moveBefore(job, jobs.get(message.before()), more, now));
      case ARCHIVE -> archive(job, true, now);
      case RESTORE -> archive(job, false, now);
      case DELETE -> delete(job, now);
    };
  }

  private Refusal suspend(JobEntry job, boolean yes, long now) {
    return alive(
        job, yes ? "cannot be suspended" : "cannot be activated", now, () -> job.suspend(yes));
  }

  private Refusal alive(JobEntry job, String whyNot, long now, Runnable change) {
    if (job.state().ended()) {
      return Refusal.conflict(
          "job %s is %s and %s: retry it to run it again".formatted(job.id(), job.state(), whyNot));
    }
    jobs.change(job, now, change);
    outbox.changed(job);
    return null;
  }

  private Refusal stop(JobEntry job, long now) {
    if (job.state().ended()) {
      return Refusal.conflict("job %s ended already: %s".formatted(job.id(), job.state()));
    }
    if (job.commits(now)) {
      return Refusal.conflict(
          "job %s is all but complete: its result is being put in place".formatted(job.id()));
    }
    attempts.stop(job, "stopped by its user", now);
    return null;
  }

  private Refusal retry(JobEntry job, long now) {
    if (!job.state().ended()) {
      return Refusal.conflict("job %s has not ended: it is %s".formatted(job.id(), job.state()));
    }
    if (job.replaced()) {
      return Refusal.conflict(
          "job %s replaced its source, which lies in the undo bin: bring it back first with"
                  .formatted(job.id())
              + " `reelyard undo %s`".formatted(job.id()));
    }
    JobEntry rival = jobs.makerOf(job.staging(), job.target());
    if (rival != null) {
      return Refusal.conflict("job %s already makes %s".formatted(rival.id(), job.spec().output()));
    }
    jobs.runAgain(job, now);
    outbox.changed(job);
    return null;
  }

  /** Why the original of this job cannot be asked back, or null. */
  Refusal whyNotUndone(JobEntry job) {
    if (job.undoneMillis() > 0) {
      return Refusal.conflict(
          "job %s was undone already: its original stands under its name".formatted(job.id()));
    }
    if (!job.spec().replaceSource()) {
      return Refusal.conflict(
          "job %s replaced nothing, so there is nothing to bring back: it is %s"
              .formatted(job.id(), job.state()));
    }
    // Whatever became of it: its staging knows what lies in the bin.
    return job.state() == JobState.RUNNING
        ? Refusal.conflict("job %s runs: stop it first, or let it end".formatted(job.id()))
        : null;
  }

  /** The original of this job was brought back; the job may be gone meanwhile. */
  void undone(JobEntry job, long now) {
    if (job != null && job.state().ended() && job.undoneMillis() == 0) {
      jobs.change(job, now, () -> job.undone(now));
      outbox.changed(job);
    }
  }

  private Refusal setPool(JobEntry job, String pool, long now) {
    return job.state() == JobState.RUNNING
        ? Refusal.conflict("job %s runs already, whatever its pool".formatted(job.id()))
        : alive(job, "needs no pool any more", now, () -> job.setPool(pool));
  }

  private Refusal move(JobEntry job, Supplier<List<JobEntry>> move) {
    if (job.state() != JobState.QUEUED) {
      return Refusal.conflict(
          "job %s does not wait, so it cannot be moved: it is %s".formatted(job.id(), job.state()));
    }
    move.get().forEach(outbox::changed);
    outbox.changed(job);
    return null;
  }

  private Refusal archive(JobEntry job, boolean yes, long now) {
    if (!job.state().ended()) {
      return Refusal.conflict(
          "job %s has not ended: stop it first, or let it end".formatted(job.id()));
    }
    jobs.change(job, now, () -> job.archive(yes));
    outbox.changed(job);
    return null;
  }

  private Refusal delete(JobEntry job, long now) {
    if (job.state() == JobState.RUNNING) {
      return Refusal.conflict("job %s runs: stop it first".formatted(job.id()));
    }
    List<JobEntry> waiting = jobs.dependents(job.id());
    if (!waiting.isEmpty()) {
      return Refusal.conflict(
          "job %s cannot be deleted: job %s waits for it".formatted(job.id(), waiting.get(0).id()));
    }
    jobs.drop(job, now);
    outbox.gone(job);
    return null;
  }
}
