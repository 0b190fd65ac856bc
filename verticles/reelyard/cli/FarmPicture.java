package reelyard.cli;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import reelyard.message.FarmSummary;
import reelyard.message.FarmView;
import reelyard.message.JobEvent;
import reelyard.message.JobView;
import reelyard.message.WorkerEvent;
import reelyard.message.WorkerView;
import reelyard.model.JobState;
import reelyard.model.Progress;

/**
 * The farm as a watcher knows it: a view, and the events since. It says when events are missing, so
 * that a new view can be asked for. Ended jobs are kept even when later views leave them out.
 */
final class FarmPicture {

  private final Map<String, JobView> jobs = new LinkedHashMap<>();
  private final Map<String, WorkerView> workers = new LinkedHashMap<>();
  private FarmSummary summary = new FarmSummary(0, 0, 0, 0, 0, -1);
  private String epoch;
  private long sequence;

  /** Begins anew from a view. A view older than what is known already changes nothing. */
  void view(FarmView view) {
    if (view.epoch().equals(epoch)) {
      if (view.sequence() < sequence) {
        return;
      }
      jobs.values().removeIf(job -> !job.state().ended());
    } else {
      jobs.clear();
    }
    epoch = view.epoch();
    sequence = view.sequence();
    view.jobs().forEach(job -> jobs.put(job.id(), job));
    workers.clear();
    view.workers().forEach(worker -> workers.put(worker.worker().id(), worker));
    summary = view.summary();
  }

  /** Whether the event fits on what is known; false when a new view is needed. */
  boolean job(JobEvent event) {
    return follows(event.epoch(), event.sequence(), () -> put(event.job()));
  }

  /** Whether the event fits on what is known; false when a new view is needed. */
  boolean worker(WorkerEvent event) {
    return follows(
        event.epoch(),
        event.sequence(),
        () -> workers.put(event.worker().worker().id(), event.worker()));
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
    jobs.put(job.id(), keep ? with(job, latest) : job);
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
      jobs.put(job.id(), with(job, progress));
    }
  }

  void summary(FarmSummary latest) {
    summary = latest;
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

  /** The ids of jobs that run: those whose progress is worth listening to. */
  Collection<String> running() {
    return jobs.values().stream()
        .filter(job -> job.state() == JobState.RUNNING)
        .map(JobView::id)
        .collect(Collectors.toSet());
  }

  private static JobView with(JobView job, Progress progress) {
    return new JobView(
        job.id(),
        job.name(),
        job.input(),
        job.output(),
        job.preset(),
        job.state(),
        progress.stage(),
        job.attempt(),
        job.workerId(),
        job.inputBytes(),
        job.resultBytes(),
        job.submittedMillis(),
        job.startedMillis(),
        job.endedMillis(),
        progress,
        job.failure());
  }
}
