package reelyard.scheduler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import reelyard.model.JobSpec;

/**
 * The jobs that wait, in the order in which they shall run; those that only lack a worker also by
 * their demand, so that nobody looks at a hundred thousand that no worker may run.
 */
final class Line {

  /** Room between two neighbours, for those that are moved in between. */
  private static final long GAP = 1L << 20;

  private static final Comparator<JobEntry> ORDER =
      Comparator.comparingInt(JobEntry::priority)
          .thenComparingDouble(job -> job.sortKey)
          .thenComparingLong(job -> job.rank)
          .thenComparing(JobEntry::id);

  private static final Comparator<JobEntry> BY_TIME =
      Comparator.comparingLong(JobEntry::notBeforeMillis).thenComparing(JobEntry::id);

  /** One object for all that wait and are equal. */
  private static final class Shared {
    final Demand demand;
    int jobs;

    Shared(Demand demand) {
      this.demand = demand;
    }
  }

  private final Map<Demand, Shared> demands = new HashMap<>();
  private final Map<Demand, NavigableSet<JobEntry>> runnable = new HashMap<>();
  private final NavigableSet<JobEntry> all = new TreeSet<>(ORDER);
  private final NavigableSet<JobEntry> sleepers = new TreeSet<>(BY_TIME);
  private final Backlog backlog = new Backlog();
  private ToDoubleFunction<JobEntry> sort = job -> 0;
  private long lastRank;

  /** By what jobs of one priority are sorted before their rank; sorts them anew. */
  void sortBy(ToDoubleFunction<JobEntry> key, long now) {
    sort = key;
    List<JobEntry> jobs = new ArrayList<>(all);
    jobs.forEach(this::remove);
    jobs.forEach(job -> add(job, now));
  }

  /** A rank after all others. */
  long newRank() {
    lastRank += GAP;
    return lastRank;
  }

  /** Ranks up to this one are taken. */
  void taken(long rank) {
    lastRank = Math.max(lastRank, rank);
  }

  /** The job waits. */
  void add(JobEntry job, long now) {
    job.sortKey = sort.applyAsDouble(job);
    Shared shared =
        demands.computeIfAbsent(
            Demand.of(job.needs(), job.pool(), job.spec(), job.staging()), Shared::new);
    shared.jobs++;
    job.demand = shared.demand;
    all.add(job);
    backlog.add(job);
    if (job.runnable(now)) {
      runnable.computeIfAbsent(job.demand, demand -> new TreeSet<>(ORDER)).add(job);
    } else if (job.notBeforeMillis() > now) {
      sleepers.add(job);
    }
  }

  /** The job waits no longer; to be called before anything changes that it is sorted by. */
  void remove(JobEntry job) {
    all.remove(job);
    backlog.remove(job);
    sleepers.remove(job);
    NavigableSet<JobEntry> alike = runnable.get(job.demand);
    if (alike != null && alike.remove(job) && alike.isEmpty()) {
      runnable.remove(job.demand);
    }
    Shared shared = demands.get(job.demand);
    if (--shared.jobs == 0) {
      demands.remove(job.demand);
    }
  }

  /** Jobs whose time has come can run from now on. */
  void wake(long now) {
    while (!sleepers.isEmpty() && sleepers.first().notBeforeMillis() <= now) {
      JobEntry job = sleepers.first();
      remove(job);
      add(job, now);
    }
  }

  /** Those that only lack a worker, by demand; each in the order in which they shall run. */
  Map<Demand, NavigableSet<JobEntry>> runnable() {
    return runnable;
  }

  /** The work that waits for nothing but workers and time. */
  Backlog backlog() {
    return backlog;
  }

  /** All that wait, in the order in which they shall run. */
  Collection<JobEntry> all() {
    return all;
  }

  /** All that shall run before this one. */
  Collection<JobEntry> before(JobEntry job) {
    return all.headSet(job, false);
  }

  static Comparator<JobEntry> order() {
    return ORDER;
  }

  // ---- moves, while jobs are sorted by rank; each tells what else had to move

  /** Before all that waits. */
  List<JobEntry> moveToTop(JobEntry job, long now) {
    JobEntry first = all.first();
    if (first != job) {
      remove(job);
      // Before held ones it is not to be held itself.
      place(job, Math.min(job.priority(), first.priority()), first.rank - GAP);
      add(job, now);
    }
    return List.of();
  }

  /** After all that waits and is not held. */
  List<JobEntry> moveToBottom(JobEntry job, long now) {
    JobEntry last = lastNotHeld();
    if (last != null && last != job) {
      remove(job);
      place(job, last.priority(), newRank());
      add(job, now);
    }
    return List.of();
  }

  private JobEntry lastNotHeld() {
    for (JobEntry job : all.descendingSet()) {
      if (job.priority() < JobSpec.HELD) {
        return job;
      }
    }
    return null;
  }

  /**
   * Right before another that waits; before a held one is after all that is not held, since nobody
   * holds a job by moving it.
   *
   * @param more jobs that will be put between this one and the other, one after the other; there is
   *     room for them when there is for this one
   */
  List<JobEntry> moveBefore(JobEntry job, JobEntry other, int more, long now) {
    if (other.priority() == JobSpec.HELD && job.priority() < JobSpec.HELD) {
      return moveToBottom(job, now);
    }
    remove(job);
    List<JobEntry> moved = roomBefore(other, more, now);
    JobEntry previous = all.lower(other);
    boolean alone = previous == null || previous.priority() != other.priority();
    long step = alone ? GAP : (other.rank - previous.rank) / (more + 2);
    long rank = alone ? other.rank - step * (more + 1) : previous.rank + step;
    place(job, other.priority(), rank);
    add(job, now);
    return moved;
  }

  /** Ranks of a priority are dealt anew when there is no number between two neighbours. */
  private List<JobEntry> roomBefore(JobEntry other, int more, long now) {
    JobEntry previous = all.lower(other);
    if (previous == null
        || previous.priority() != other.priority()
        || other.rank - previous.rank >= more + 2) {
      return List.of();
    }
    List<JobEntry> alike = all.stream().filter(job -> job.priority() == other.priority()).toList();
    alike.forEach(this::remove);
    long rank = alike.get(0).rank;
    for (JobEntry job : alike) {
      job.rank = rank;
      taken(rank);
      rank += GAP;
      add(job, now);
    }
    return alike;
  }

  private static void place(JobEntry job, int priority, long rank) {
    job.setPriority(priority);
    job.rank = rank;
  }
}
