package reelyard.scheduler;

import java.util.List;
import reelyard.address.Addresses;
import reelyard.message.AttemptId;
import reelyard.message.PauseAttempt;
import reelyard.model.Stage;
import reelyard.model.WhenClosed;
import reelyard.model.WorkerControl;

/**
 * Which running attempts shall pause: looked at anew at each change, so that nothing depends on
 * what was ordered before.
 */
final class Pauses {

  private final JobBook jobs;
  private final Roster roster;
  private final Attempts attempts;
  private final Outbox outbox;

  Pauses(JobBook jobs, Roster roster, Attempts attempts, Outbox outbox) {
    this.jobs = jobs;
    this.roster = roster;
    this.attempts = attempts;
    this.outbox = outbox;
  }

  /** Tells workers what shall pause or go on, and gives back what a closed worker may not keep. */
  void look(long now) {
    for (WorkerEntry worker : roster.all()) {
      for (String id : List.copyOf(worker.running)) {
        look(worker, jobs.get(id), now);
      }
    }
  }

  private void look(WorkerEntry worker, JobEntry job, long now) {
    if (waitsInVain(worker, job, now)) {
      attempts.giveBack(
          job, "it would wait at worker %s, which begins nothing".formatted(worker.id()), now);
      return;
    }
    boolean mustGo =
        !worker.open
            && worker.settings().whenClosed() == WhenClosed.GIVE_BACK
            && job.stage() != Stage.RETURNING
            && !job.spec().nonStoppable()
            && !job.commits(now);
    if (mustGo) {
      attempts.giveBack(job, "worker " + worker.id() + " is closed by its schedule", now);
      return;
    }
    boolean pause = shallPause(worker, job);
    if (pause != job.course().pauseWanted()) {
      job.course().wantPause(pause, now);
      outbox.moved(job);
      outbox.order(
          Addresses.pauseAttempt(worker.id()),
          new PauseAttempt(job.attemptId(), pause, now + Attempts.COMMAND_MILLIS));
    }
  }

  /** Whether it has not begun where nothing begins now, and another worker would take it. */
  private boolean waitsInVain(WorkerEntry worker, JobEntry job, long now) {
    return !worker.ready()
        && job.stage() == Stage.FETCHING
        && !job.spec().nonStoppable()
        && !job.suspended()
        && !job.commits(now)
        && roster.ready().stream()
            .anyMatch(
                other -> !job.avoid().contains(other.id()) && Suitability.fits(other, job.demand));
  }

  private static boolean shallPause(WorkerEntry worker, JobEntry job) {
    if (job.suspended()) {
      return true;
    }
    boolean closed = !worker.open && worker.settings().whenClosed() == WhenClosed.PAUSE;
    boolean paused = worker.ordered() == WorkerControl.PAUSE;
    return (closed || paused) && !job.spec().nonStoppable();
  }

  /** What shall be paused at this worker. */
  List<AttemptId> of(WorkerEntry worker) {
    return worker.running.stream()
        .map(jobs::get)
        .filter(job -> job.course() != null && job.course().pauseWanted())
        .map(JobEntry::attemptId)
        .toList();
  }
}
