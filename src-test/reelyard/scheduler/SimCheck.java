package reelyard.scheduler;

import static reelyard.scheduler.SimViolation.unless;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import reelyard.message.Explanation;
import reelyard.message.JobId;
import reelyard.message.WorkerReason;
import reelyard.model.Job;
import reelyard.model.JobState;
import reelyard.model.Stage;
import reelyard.scheduler.forecast.FarmEta;

/** What must hold inside the core: workers' hands after every event, all else after each tick. */
final class SimCheck {

  private static final long TICKS_BETWEEN_RECOUNTS = 8;
  private static final int RECENT = 1_000;
  private static final long LINGER_MILLIS = 60_000;
  private static final int MOST_SKIPPED = 100;

  private final SimStore store;
  private final int queueLength;
  private final Map<String, Integer> ran = new HashMap<>();
  private SimInside inside;
  private Scheduler core;
  private long ticks;

  SimCheck(SimStore store, int queueLength) {
    this.store = store;
    this.queueLength = queueLength;
  }

  private void look(Scheduler at) {
    if (core != at) {
      core = at;
      inside = new SimInside(at);
      ran.clear();
    }
  }

  /** Cheap, after everything that happens. */
  void afterEvent(Scheduler at, long now) {
    look(at);
    int running = 0;
    for (WorkerEntry worker : inside.roster.all()) {
      running += worker.running.size();
      slots(worker);
      for (String id : worker.running) {
        JobEntry job = inside.byId.get(id);
        unless(
            job != null
                && job.state() == JobState.RUNNING
                && worker.id().equals(job.workerId())
                && job.course() != null,
            "worker %s runs %s, but it is %s",
            worker.id(),
            id,
            job == null ? null : job.job());
        unless(
            !job.spec().nonConcurrent() || worker.running.size() == 1,
            "job %s is not alone at %s",
            id,
            worker.id());
        unless(
            job.stage() != Stage.QUEUED && job.stage() != Stage.COMPLETE,
            "job %s runs in stage %s",
            id,
            job.stage());
      }
      queue(worker, now);
    }
    unless(
        running == inside.book.running().size(),
        "workers run %d jobs, the book %d",
        running,
        inside.book.running().size());
  }

  /** What is paused needs no lane; so only a new attempt tells whether there was room for it. */
  private void slots(WorkerEntry worker) {
    int all = worker.running.size();
    Integer before = ran.put(worker.id(), all);
    boolean begins = before != null && all > before;
    unless(
        all <= JobBook.WITH_PAUSED * worker.slots()
            && !(begins && inside.book.unpausedAt(worker) > worker.slots()),
        "worker %s runs %s, more than its %d slots",
        worker.id(),
        worker.running,
        worker.slots());
  }

  private void queue(WorkerEntry worker, long now) {
    if (worker.queue.isEmpty()) {
      return;
    }
    unless(worker.ready(), "worker %s is %s and has a queue", worker.id(), worker.state());
    unless(worker.queue.size() <= queueLength, "queue of %s: %s", worker.id(), worker.queue);
    JobEntry before = null;
    for (String id : worker.queue) {
      JobEntry job = inside.byId.get(id);
      unless(
          job != null && job.runnable(now) && worker.id().equals(job.queuedAt()),
          "job %s waits at %s and is %s",
          id,
          worker.id(),
          job == null ? null : job.job());
      unless(
          before == null || Line.order().compare(before, job) < 0,
          "queue of %s is out of order: %s",
          worker.id(),
          worker.queue);
      String unfit = Suitability.whyUnfit(worker, job.demand);
      unless(unfit == null, "job %s waits at %s: %s", id, worker.id(), unfit);
      String closed = inside.stagings.whyClosedFor(job);
      unless(closed == null, "job %s waits at %s, yet %s", id, worker.id(), closed);
      unless(
          !job.spec().nonConcurrent() || (worker.running.isEmpty() && worker.queue.size() == 1),
          "job %s wants to be alone at %s: %s, %s",
          id,
          worker.id(),
          worker.running,
          worker.queue);
      share(worker, job);
      before = job;
    }
  }

  private void share(WorkerEntry worker, JobEntry job) {
    int share = worker.settings().share();
    if (share == 0 || job.spec().ignoreShare()) {
      return;
    }
    int count = 0;
    List<String> all = new ArrayList<>(worker.running);
    all.addAll(worker.queue);
    for (String id : all) {
      JobEntry other = inside.byId.get(id);
      count += !other.spec().ignoreShare() && other.spec().user().equals(job.spec().user()) ? 1 : 0;
    }
    unless(count <= share, "%s gets %d jobs of %s", worker.id(), count, job.spec().user());
  }

  /** When queues have just been laid with nothing unknown. */
  void afterTick(Scheduler at, long now) {
    look(at);
    order(now);
    if (++ticks % TICKS_BETWEEN_RECOUNTS == 0) {
      all(at, now);
    }
  }

  /**
   * Nobody is passed over: where a worker could take a waiting job, it has nothing of worse order
   * in its queue, and its queue is full or kept free for one that wants to be alone.
   */
  private void order(long now) {
    Map<Demand, Integer> skipped = new HashMap<>();
    Set<String> kept = new HashSet<>();
    for (JobEntry job : inside.book.line().all()) {
      if (job.queuedAt() != null || !job.runnable(now) || !inside.stagings.isOpenFor(job)) {
        continue;
      }
      if (skipped.merge(job.demand, 1, Integer::sum) >= MOST_SKIPPED) {
        continue;
      }
      for (WorkerEntry worker : inside.roster.ready()) {
        if (!kept.contains(worker.id()) && Suitability.whyUnfit(worker, job.demand) == null) {
          passedOver(worker, job, kept);
        }
      }
    }
  }

  private void passedOver(WorkerEntry worker, JobEntry job, Set<String> kept) {
    List<String> better = new ArrayList<>();
    boolean worse = false;
    for (String id : worker.queue) {
      if (Line.order().compare(inside.byId.get(id), job) < 0) {
        better.add(id);
      } else {
        worse = true;
      }
    }
    if (better.size() >= queueLength || alone(better)) {
      return;
    }
    if (!inside.suitability.fitsNow(worker, job, better)) {
      return;
    }
    if (job.spec().nonConcurrent()) {
      // Some worker is kept free for it; which one, placement knows.
      kept.add(worker.id());
      return;
    }
    unless(!worse, "job %s is passed over at %s: %s", job.id(), worker.id(), worker.queue);
    unless(
        false,
        "job %s could wait at %s (%s) and waits at nobody's",
        job.id(),
        worker.id(),
        worker.queue);
  }

  private boolean alone(List<String> queue) {
    return queue.stream().anyMatch(id -> inside.byId.get(id).spec().nonConcurrent());
  }

  /** Everything is counted anew; nothing may be pending. */
  void all(Scheduler at, long now) {
    look(at);
    kept();
    counts();
    line(now);
    indexes();
    memory(now);
    reasons(now);
  }

  private void kept() {
    int live = 0;
    for (JobEntry entry : inside.byId.values()) {
      Job job = entry.job();
      Job stored = store.job(job.id());
      live += job.state().ended() ? 0 : 1;
      unless(stored != null, "job %s is in memory and not kept: %s", job.id(), job);
      unless(
          stored.equals(job) || (job.state() == JobState.QUEUED && at(stored, job).equals(job)),
          "kept:%n%s%nin memory:%n%s",
          stored,
          job);
    }
    unless(live == store.live.size(), "%d jobs live, %d are kept", live, store.live.size());
  }

  /** Where a job waits is not kept. */
  private static Job at(Job job, Job other) {
    return new Job(
        job.id(),
        job.spec(),
        job.needs(),
        job.target(),
        job.inputBytes(),
        job.priority(),
        job.rank(),
        job.pool(),
        job.suspended(),
        job.archived(),
        job.state(),
        job.stage(),
        job.attempt(),
        other.workerId(),
        job.incarnation(),
        job.committingAttempt(),
        job.mark(),
        job.replaces(),
        job.failures(),
        job.losses(),
        job.avoid(),
        job.notBeforeMillis(),
        job.submittedMillis(),
        job.startedMillis(),
        job.endedMillis(),
        job.resultBytes(),
        job.expectedSeconds(),
        job.failure(),
        job.staging(),
        job.receipt(),
        job.undoneMillis(),
        job.resultRoot());
  }

  private void counts() {
    Map<JobState, Long> counts = new EnumMap<>(JobState.class);
    long archived = 0;
    int suspended = 0;
    for (Job job : store.live.values()) {
      counts.merge(job.state(), 1L, Long::sum);
      suspended += job.suspended() ? 1 : 0;
    }
    for (Job job : store.ended.values()) {
      archived += job.archived() ? 1 : 0;
      counts.merge(job.state(), job.archived() ? 0L : 1L, Long::sum);
      unless(!job.suspended(), "job %s ended and is suspended", job.id());
    }
    for (JobState state : JobState.values()) {
      unless(
          inside.book.count(state) == counts.getOrDefault(state, 0L),
          "%s: counted %d, there are %d",
          state,
          inside.book.count(state),
          counts.getOrDefault(state, 0L));
    }
    unless(
        inside.book.archivedCount() == archived,
        "archived: counted %d, there are %d",
        inside.book.archivedCount(),
        archived);
    unless(inside.book.suspendedCount() == suspended, "suspended: there are %d", suspended);
  }

  private void line(long now) {
    Line line = inside.book.line();
    TreeSet<JobEntry> waiting = new TreeSet<>(Line.order());
    Map<Demand, NavigableSet<JobEntry>> runnable = new HashMap<>();
    Set<JobEntry> asleep = new HashSet<>();
    Backlog backlog = new Backlog();
    for (JobEntry job : inside.byId.values()) {
      if (job.state() != JobState.QUEUED) {
        continue;
      }
      waiting.add(job);
      backlog.add(job);
      if (job.runnable(now)) {
        runnable.computeIfAbsent(job.demand, d -> new TreeSet<>(Line.order())).add(job);
      } else if (job.notBeforeMillis() > now) {
        asleep.add(job);
      }
    }
    unless(new ArrayList<>(line.all()).equals(new ArrayList<>(waiting)), "the line is wrong");
    unless(line.runnable().equals(runnable), "what can run: %s", line.runnable().keySet());
    unless(inside.sleepers.equals(asleep), "who sleeps is wrong");
    unless(
        inside.demands.size() <= waiting.size(), "demands of nobody: %s", inside.demands.keySet());
    Map<String, FarmEta.Waiting> sums = inside.book.backlog().byKind();
    unless(sums.equals(backlog.byKind()), "backlog %s, not %s", sums, backlog.byKind());
  }

  private void indexes() {
    Map<String, Map<String, JobEntry>> targets = new HashMap<>();
    for (JobEntry job : inside.byId.values()) {
      if (job.state().ended()) {
        continue;
      }
      JobEntry other =
          targets.computeIfAbsent(job.staging(), at -> new HashMap<>()).put(job.target(), job);
      unless(other == null, "jobs %s and %s make the same", job.id(), other);
      for (String needed : job.unmet()) {
        unless(
            inside.book.dependents(needed).contains(job),
            "job %s waits for %s, which does not know",
            job.id(),
            needed);
      }
      for (String needed : job.spec().after()) {
        Job stored = store.job(needed);
        boolean met = stored == null || stored.state() == JobState.COMPLETE;
        Collection<JobEntry> knows = inside.dependents.get(needed);
        unless(
            knows != null && knows.contains(job), "job %s runs after %s unknown", job.id(), needed);
        unless(
            met != job.unmet().contains(needed),
            "job %s waits for %s: %s, but that is %s",
            job.id(),
            needed,
            !met,
            stored == null ? "gone" : stored.state());
      }
    }
    inside.targets.forEach((at, known) -> targets.computeIfAbsent(at, none -> new HashMap<>()));
    unless(inside.targets.equals(targets), "who makes what is wrong");
    for (Map.Entry<String, Collection<JobEntry>> known : inside.dependents.entrySet()) {
      for (JobEntry job : known.getValue()) {
        unless(
            inside.byId.get(job.id()) == job && !job.state().ended(),
            "job %s waits for %s and is %s",
            job.id(),
            known.getKey(),
            job.state());
      }
      unless(!known.getValue().isEmpty(), "nobody waits for %s", known.getKey());
    }
  }

  private void memory(long now) {
    int ended = 0;
    for (JobEntry job : inside.byId.values()) {
      ended += job.state().ended() ? 1 : 0;
    }
    unless(ended <= inside.recent.size(), "%d ended jobs, %d recent", ended, inside.recent.size());
    unless(
        inside.recent.size() <= RECENT || inside.recent.oldestMillis() >= now - LINGER_MILLIS,
        "%d ended jobs stay in memory",
        inside.recent.size());
  }

  private void reasons(long now) {
    for (JobEntry job : inside.book.line().all()) {
      Explanation why = core.explain(new JobId(job.id()), now).answer();
      boolean reason = !why.headline().isEmpty() || !why.workers().isEmpty();
      for (WorkerReason each : why.workers()) {
        reason &= each.reason() != null && !each.reason().isEmpty();
      }
      unless(reason, "nobody knows why job %s waits: %s", job.id(), why);
    }
  }
}
