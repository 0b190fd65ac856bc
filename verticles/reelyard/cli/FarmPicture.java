package reelyard.cli;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reelyard.message.FarmSummary;
import reelyard.message.FarmView;
import reelyard.message.JobEvent;
import reelyard.message.JobView;
import reelyard.message.WorkerEvent;
import reelyard.message.WorkerView;
import reelyard.model.JobState;
import reelyard.model.Progress;
import reelyard.model.WorkerState;

/**
 * The farm as a watcher knows it: a view, which names the first of the waiting jobs only, and the
 * events since. It says when events are missing, so that a new view can be asked for. The ended
 * jobs of late are kept even when later views leave them out. An event costs the same however many
 * jobs there are.
 */
final class FarmPicture {

  /** More than a view holds, so that none of a view is taken for new. */
  static final int ENDED_KEPT = 1000;

  private final Map<String, JobView> jobs = new LinkedHashMap<>();
  private final Map<String, JobView> running = new LinkedHashMap<>();
  private final Set<String> ended = new LinkedHashSet<>();
  private final Map<String, JobView> changed = new LinkedHashMap<>();
  private final Map<String, WorkerView> workers = new LinkedHashMap<>();
  private FarmSummary summary = new FarmSummary(0, 0, 0, 0, 0, 0, 0, -1);
  private String epoch;
  private long sequence;

  /** Begins anew from a view. A view older than what is known already changes nothing. */
  void view(FarmView view) {
    if (view.epoch().equals(epoch) && view.sequence() < sequence) {
      return;
    }
    Map<String, JobView> known = new HashMap<>(jobs);
    if (view.epoch().equals(epoch)) {
      jobs.values().removeIf(job -> !job.state().ended());
    } else {
      jobs.clear();
      ended.clear();
    }
    running.clear();
    epoch = view.epoch();
    sequence = view.sequence();
    view.jobs().forEach(job -> keep(job, known.get(job.id())));
    workers.clear();
    view.workers().forEach(worker -> workers.put(worker.worker().id(), worker));
    summary = view.summary();
  }

  /** Whether the event fits on what is known; false when a new view is needed. */
  boolean job(JobEvent event) {
    return follows(event.epoch(), event.sequence(), () -> take(event));
  }

  /** Whether the event fits on what is known; false when a new view is needed. */
  boolean worker(WorkerEvent event) {
    return follows(event.epoch(), event.sequence(), () -> put(event.worker()));
  }

  private void take(JobEvent event) {
    if (!event.gone()) {
      put(event.job());
      return;
    }
    JobView known = jobs.remove(event.job().id());
    running.remove(event.job().id());
    ended.remove(event.job().id());
    changed.remove(event.job().id());
    if (event.job().state().ended() && known != null && !known.state().ended()) {
      // It is deleted when it is done: its end is still to be told.
      changed.put(event.job().id(), event.job());
    }
  }

  private void put(WorkerView worker) {
    if (worker.state() == WorkerState.LEFT) {
      workers.remove(worker.worker().id());
    } else {
      workers.put(worker.worker().id(), worker);
    }
  }

  private boolean follows(String eventEpoch, long eventSequence, Runnable apply) {
    if (!eventEpoch.equals(epoch) || eventSequence > sequence + 1) {
      return false;
    }
    if (eventSequence == sequence + 1) {
      sequence = eventSequence;
      apply.run();
    }
    return true;
  }

  /** An event may be older than the progress that came straight from the worker. */
  private void put(JobView job) {
    JobView known = jobs.get(job.id());
    Progress latest = known == null ? null : known.progress();
    boolean keep =
        latest != null
            && job.state() == JobState.RUNNING
            && latest.attempt() == job.attempt()
            && latest.stage().number() >= job.stage().number()
            && (job.progress() == null || job.progress().sentMillis() < latest.sentMillis());
    keep(keep ? with(job, latest) : job, known);
  }

  private void keep(JobView job, JobView before) {
    String id = job.id();
    jobs.put(id, job);
    if (!job.equals(before)) {
      changed.put(id, job);
    }
    if (job.state() == JobState.RUNNING) {
      running.put(id, job);
    } else {
      running.remove(id);
    }
    if (job.state().ended()) {
      ended.add(id);
      forgetOldest();
    }
  }

  private void forgetOldest() {
    Iterator<String> oldest = ended.iterator();
    while (ended.size() > ENDED_KEPT) {
      jobs.remove(oldest.next());
      oldest.remove();
    }
  }

  /** What a worker says of its job; that of an old attempt, or out of order, is dropped. */
  void progress(Progress progress) {
    JobView job = jobs.get(progress.jobId());
    if (job == null || job.state() != JobState.RUNNING || job.attempt() != progress.attempt()) {
      return;
    }
    boolean behind =
        progress.stage().number() < job.stage().number()
            || (job.progress() != null
                && job.progress().attempt() == progress.attempt()
                && job.progress().sentMillis() > progress.sentMillis());
    if (!behind) {
      keep(with(job, progress), job);
    }
  }

  void summary(FarmSummary latest) {
    summary = latest;
  }

  /** The jobs that changed since this was last asked, as they are now. */
  List<JobView> takeChanged() {
    List<JobView> taken = List.copyOf(changed.values());
    changed.clear();
    return taken;
  }

  /** Every job that is known, in the order in which they became known. */
  Collection<JobView> jobs() {
    return Collections.unmodifiableCollection(jobs.values());
  }

  /** The job, or null. */
  JobView job(String id) {
    return jobs.get(id);
  }

  Collection<WorkerView> workers() {
    return Collections.unmodifiableCollection(workers.values());
  }

  FarmSummary summary() {
    return summary;
  }

  /** The jobs that run. */
  List<JobView> running() {
    return List.copyOf(running.values());
  }

  private static JobView with(JobView job, Progress progress) {
    return new JobView(
        job.id(),
        job.name(),
        job.description(),
        job.user(),
        job.input(),
        job.output(),
        job.preset(),
        job.priority(),
        job.pool(),
        job.state(),
        job.suspended(),
        job.archived(),
        progress.stage(),
        job.attempt(),
        job.workerId(),
        job.inputBytes(),
        job.resultBytes(),
        job.notBeforeMillis(),
        job.submittedMillis(),
        job.startedMillis(),
        job.endedMillis(),
        progress,
        job.failure(),
        job.staging(),
        job.receipt(),
        job.undoneMillis(),
        job.resultRoot());
  }
}
