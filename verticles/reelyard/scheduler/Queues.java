package reelyard.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reelyard.address.Addresses;
import reelyard.message.QueueChanged;
import reelyard.model.JobState;

/** Keeps each worker's queue as placement wants it, and tells workers whose queue changed. */
final class Queues {

  private final Placement placement;
  private final JobBook jobs;
  private final Roster roster;
  private final Outbox outbox;

  Queues(Placement placement, JobBook jobs, Roster roster, Outbox outbox) {
    this.placement = placement;
    this.jobs = jobs;
    this.roster = roster;
    this.outbox = outbox;
  }

  /** Lays every queue anew; called after each event that may change one. */
  void lay(long now) {
    jobs.line().wake(now);
    Map<String, List<String>> queues = placement.queues(roster.ready());
    List<WorkerEntry> changed =
        roster.all().stream().filter(w -> !w.queue.equals(laid(queues, w))).toList();
    changed.forEach(worker -> release(worker, laid(queues, worker)));
    changed.forEach(worker -> take(worker, laid(queues, worker)));
  }

  private static List<String> laid(Map<String, List<String>> queues, WorkerEntry worker) {
    return queues.getOrDefault(worker.id(), List.of());
  }

  private void release(WorkerEntry worker, List<String> kept) {
    for (String id : worker.queue) {
      JobEntry job = jobs.get(id);
      boolean mine =
          job != null && job.state() == JobState.QUEUED && worker.id().equals(job.queuedAt());
      if (mine && !kept.contains(id)) {
        job.waitAt(null);
        outbox.moved(job);
      }
    }
  }

  private void take(WorkerEntry worker, List<String> queue) {
    for (String id : queue) {
      JobEntry job = jobs.get(id);
      if (!worker.id().equals(job.queuedAt())) {
        job.waitAt(worker.id());
        outbox.moved(job);
      }
    }
    worker.queue = new ArrayList<>(queue);
    outbox.moved(worker);
    outbox.say(Addresses.queueChanged(worker.id()), new QueueChanged(worker.id()));
  }

  /** The claimed job that this worker, which has nothing to do, would start sooner; or null. */
  JobEntry toReclaim(WorkerEntry worker) {
    boolean idle = worker.running.isEmpty() && worker.queue.isEmpty();
    return idle ? placement.toReclaim(worker, roster.ready()) : null;
  }
}
