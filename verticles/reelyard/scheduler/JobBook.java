package reelyard.scheduler;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import reelyard.message.AttemptId;
import reelyard.model.Failure;
import reelyard.model.Job;
import reelyard.model.JobState;
import reelyard.scheduler.forecast.FarmEta;
import reelyard.scheduler.forecast.Work;

/**
 * The jobs in memory: all that live, and those that ended of late. Older ones are read from the
 * store when somebody asks for them.
 */
final class JobBook {

  /** Paused attempts hold no lane, only disk: a worker may hold so many times its slots in all. */
  static final int WITH_PAUSED = 4;

  private final Map<String, JobEntry> jobs = new HashMap<>();
  private final Map<String, JobEntry> running = new LinkedHashMap<>();
  private final Map<String, Map<String, JobEntry>> liveTargets = new HashMap<>();
  private final Dependents dependents = new Dependents();
  private final Recent recent = new Recent();
  private final Map<JobState, Long> counts = new EnumMap<>(JobState.class);
  private final Line line = new Line();
  private long archivedCount;
  private int suspendedCount;

  /** The work of those that shall run before this one, by kind. */
  Map<String, FarmEta.Waiting> aheadOf(JobEntry entry) {
    Backlog ahead = new Backlog();
    line.before(entry).forEach(ahead::add);
    return ahead.byKind();
  }

  /** Those that wait. */
  Line line() {
    return line;
  }

  /** The work that waits for nothing but workers and time. */
  Backlog backlog() {
    return line.backlog();
  }

  /** The job if it is in memory, or null. */
  JobEntry get(String id) {
    return jobs.get(id);
  }

  /** The live job that makes this file at this staging, links and dots resolved; or null. */
  JobEntry makerOf(String staging, String target) {
    return targetsAt(staging).get(target);
  }

  private Map<String, JobEntry> targetsAt(String staging) {
    return liveTargets.computeIfAbsent(staging, first -> new HashMap<>());
  }

  boolean isLive(AttemptId attempt) {
    JobEntry entry = jobs.get(attempt.jobId());
    return entry != null && entry.holds(attempt);
  }

  /** Whether the worker holds as many attempts as it can. */
  boolean isFull(WorkerEntry worker) {
    int all = worker.running.size();
    return unpausedAt(worker) >= worker.slots() || all >= WITH_PAUSED * worker.slots();
  }

  /** Attempts at this worker that are not to be paused. */
  long unpausedAt(WorkerEntry worker) {
    return worker.running.stream().filter(id -> !jobs.get(id).course().pauseWanted()).count();
  }

  /** Whether files of a job that has not ended lie at this staging. */
  boolean needs(String staging) {
    return jobs.values().stream()
        .anyMatch(job -> !job.state().ended() && job.staging().equals(staging));
  }

  Collection<JobEntry> running() {
    return running.values();
  }

  /** Running ones, the first that wait, then the latest ended ones; at most so many of the last. */
  Stream<JobEntry> view(int limit) {
    return Stream.of(
            running.values().stream(),
            line.all().stream().limit(limit),
            recent.latestFirst().limit(limit))
        .flatMap(jobsOfOneKind -> jobsOfOneKind);
  }

  /** How many are in this state, the archive not counted. */
  long count(JobState state) {
    return counts.getOrDefault(state, 0L);
  }

  long archivedCount() {
    return archivedCount;
  }

  int suspendedCount() {
    return suspendedCount;
  }

  /** What the store counted when this manager began to lead. */
  void restoreCounts(Map<JobState, Long> ended, long archived) {
    ended.forEach((state, count) -> counts.merge(state, count, Long::sum));
    archivedCount = archived;
  }

  // ---- in and out of memory

  /** A new job, or a live one that was kept. */
  JobEntry add(Job job, long now) {
    JobEntry entry = new JobEntry(job, Work.of(job.spec(), job.inputBytes()));
    jobs.put(entry.id(), entry);
    line.taken(entry.rank);
    enter(entry, now);
    return entry;
  }

  /** An ended job that was read from the store, unless memory knows better. */
  void recall(Job job, long now) {
    if (!jobs.containsKey(job.id()) && !recent.isDropped(job.id())) {
      JobEntry entry = new JobEntry(job, Work.of(job.spec(), job.inputBytes()));
      jobs.put(entry.id(), entry);
      recent.add(entry, now);
    }
  }

  /** Ended jobs beyond those that shall be in view leave memory. */
  void forgetOld(long now) {
    recent.forgetOld(now).forEach(job -> jobs.remove(job.id()));
  }

  // ---- what waits for what

  /**
   * The job waits for those that are to be complete before it and are not. One that does not exist
   * any more was complete, or its users would not have been let delete it.
   */
  void awaitOthers(JobEntry entry, long now) {
    for (String other : entry.spec().after()) {
      JobEntry needed = jobs.get(other);
      if (needed != null && needed.state() != JobState.COMPLETE) {
        change(entry, now, () -> entry.await(other));
      }
    }
  }

  /** Live jobs that wait until this one is complete. */
  List<JobEntry> dependents(String id) {
    return dependents.of(id).stream().filter(job -> job.unmet().contains(id)).toList();
  }

  // ---- its life

  /** A worker claims a waiting job. */
  void start(JobEntry entry, WorkerEntry worker, long expectedSeconds, long now) {
    leave(entry);
    entry.start(worker, expectedSeconds, now);
    enter(entry, now);
  }

  /** The live attempt is given back; it does not count as a failure. */
  void giveBack(JobEntry entry, long now) {
    leave(entry);
    entry.giveBack();
    enter(entry, now);
  }

  /** The live attempt failed, and the job gets another. */
  void retry(JobEntry entry, Failure failure, long now) {
    leave(entry);
    entry.retry(failure, now);
    enter(entry, now);
  }

  /** The job ends without a result. */
  void end(JobEntry entry, JobState state, Failure failure, long now) {
    leave(entry);
    entry.end(state, failure, now);
    enter(entry, now);
  }

  /** The job ends with its result; answers those that waited for it and for nothing else. */
  List<JobEntry> complete(JobEntry entry, AttemptId made, long resultBytes, long now) {
    List<JobEntry> waiting = dependents(entry.id());
    leave(entry);
    entry.complete(made, resultBytes, now);
    enter(entry, now);
    for (JobEntry dependent : waiting) {
      change(dependent, now, () -> dependent.awaitNoMore(entry.id()));
    }
    return waiting.stream().filter(dependent -> dependent.unmet().isEmpty()).toList();
  }

  /** An ended job waits again, behind all others; and those that run after it wait for it again. */
  void runAgain(JobEntry entry, long now) {
    leave(entry);
    entry.runAgain();
    entry.rank = line.newRank();
    enter(entry, now);
    awaitOthers(entry, now);
    for (JobEntry dependent : dependents.of(entry.id())) {
      change(dependent, now, () -> dependent.await(entry.id()));
    }
  }

  /** Something about the job changes that its place depends on. */
  void change(JobEntry entry, long now, Runnable change) {
    leave(entry);
    change.run();
    enter(entry, now);
  }

  /** The job is forgotten. */
  void drop(JobEntry entry, long now) {
    leave(entry);
    jobs.remove(entry.id());
    recent.drop(entry, now);
  }

  /** Takes the job out of every index and sum, while it still is what they know. */
  private void leave(JobEntry entry) {
    switch (entry.state()) {
      case QUEUED -> {
        line.remove(entry);
        targetsAt(entry.staging()).remove(entry.target(), entry);
      }
      case RUNNING -> {
        running.remove(entry.id());
        targetsAt(entry.staging()).remove(entry.target(), entry);
      }
      default -> recent.remove(entry);
    }
    dependents.remove(entry);
    count(entry, -1);
  }

  /** Puts the job into every index and sum, as it is now. */
  private void enter(JobEntry entry, long now) {
    switch (entry.state()) {
      case QUEUED -> {
        line.add(entry, now);
        targetsAt(entry.staging()).put(entry.target(), entry);
        dependents.add(entry);
      }
      case RUNNING -> {
        running.put(entry.id(), entry);
        targetsAt(entry.staging()).put(entry.target(), entry);
        dependents.add(entry);
      }
      default -> recent.add(entry, now);
    }
    count(entry, 1);
  }

  private void count(JobEntry entry, int by) {
    if (entry.archived()) {
      archivedCount += by;
    } else {
      counts.merge(entry.state(), (long) by, Long::sum);
    }
    if (entry.suspended()) {
      suspendedCount += by;
    }
  }
}
