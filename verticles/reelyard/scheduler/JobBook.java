package reelyard.scheduler;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import reelyard.message.AttemptId;
import reelyard.message.SourceFinding;
import reelyard.model.Failure;
import reelyard.model.Job;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.Stage;

/** Every job the scheduler knows, those that wait in their order, and their sums. */
final class JobBook {

  /** How many ended jobs stay in memory; older ones are forgotten. */
  private static final int MOST_ENDED = 10_000;

  private final Map<String, JobEntry> jobs = new HashMap<>();
  private final NavigableMap<Long, JobEntry> live = new TreeMap<>();
  private final NavigableMap<Long, JobEntry> waiting = new TreeMap<>();
  private final NavigableMap<Long, JobEntry> ended = new TreeMap<>();
  private final Map<String, JobEntry> liveTargets = new HashMap<>();
  private final Map<JobState, Integer> counts = new EnumMap<>(JobState.class);
  private long waitingBytes;
  private long orders;
  private long endings;

  /** A new job, at the end of those that wait. */
  JobEntry add(String id, JobSpec spec, SourceFinding found, long now) {
    Job job =
        new Job(
            id,
            spec,
            found.bytes(),
            JobState.QUEUED,
            Stage.QUEUED,
            0,
            null,
            0,
            List.of(),
            now,
            0,
            0,
            0,
            null);
    JobEntry entry = new JobEntry(orders++, job, found.target());
    jobs.put(id, entry);
    live.put(entry.order, entry);
    liveTargets.put(found.target(), entry);
    count(JobState.QUEUED, 1);
    enterQueue(entry);
    return entry;
  }

  /** The job, or null. */
  JobEntry get(String id) {
    return jobs.get(id);
  }

  /** The live job that makes this file, links and dots resolved; or null. */
  JobEntry makerOf(String target) {
    return liveTargets.get(target);
  }

  boolean isLive(AttemptId attempt) {
    JobEntry entry = jobs.get(attempt.jobId());
    return entry != null && entry.holds(attempt);
  }

  /** Those that wait, in the order in which they shall run. */
  Collection<JobEntry> waiting() {
    return waiting.values();
  }

  /** Live attempts' jobs, and those that wait. */
  Collection<JobEntry> live() {
    return live.values();
  }

  long waitingBytes() {
    return waitingBytes;
  }

  /** Live jobs in their order, then the latest ended ones. */
  Stream<JobEntry> liveThenEnded(int endedLimit) {
    return Stream.concat(
        live.values().stream(), ended.descendingMap().values().stream().limit(endedLimit));
  }

  int count(JobState state) {
    return counts.getOrDefault(state, 0);
  }

  /** A worker claims a waiting job. */
  void start(JobEntry entry, String workerId, long now) {
    leaveQueue(entry);
    count(JobState.QUEUED, -1);
    entry.start(workerId, now);
    count(JobState.RUNNING, 1);
  }

  /** The live attempt is given back; it does not count as a failure. */
  void giveBack(JobEntry entry, long now) {
    entry.giveBack(now);
    requeue(entry);
  }

  /** The live attempt failed, and the job gets another. */
  void retry(JobEntry entry, Failure failure, long now) {
    entry.retry(failure, now);
    requeue(entry);
  }

  /** The job ends without a result. */
  void end(JobEntry entry, JobState state, Failure failure, long now) {
    JobState before = entry.job().state();
    if (before == JobState.QUEUED) {
      leaveQueue(entry);
    }
    entry.end(state, failure, now);
    close(entry, before);
  }

  /** The job ends with its result. */
  void complete(JobEntry entry, long resultBytes, long now) {
    JobState before = entry.job().state();
    if (before == JobState.QUEUED) {
      leaveQueue(entry);
    }
    entry.complete(resultBytes, now);
    close(entry, before);
  }

  private void close(JobEntry entry, JobState before) {
    count(before, -1);
    count(entry.job().state(), 1);
    live.remove(entry.order);
    liveTargets.remove(entry.target);
    ended.put(endings++, entry);
    if (ended.size() > MOST_ENDED) {
      jobs.remove(ended.pollFirstEntry().getValue().id());
    }
  }

  private void requeue(JobEntry entry) {
    count(JobState.RUNNING, -1);
    count(JobState.QUEUED, 1);
    enterQueue(entry);
  }

  private void enterQueue(JobEntry entry) {
    waiting.put(entry.order, entry);
    waitingBytes += entry.job().inputBytes();
  }

  private void leaveQueue(JobEntry entry) {
    waiting.remove(entry.order);
    waitingBytes -= entry.job().inputBytes();
  }

  private void count(JobState state, int by) {
    counts.merge(state, by, Integer::sum);
  }
}
