package reelyard.scheduler;

import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import reelyard.model.Stage;
import reelyard.scheduler.forecast.Forecast;

/**
 * Lays waiting jobs into the workers' queues, each where it should end first among those that can
 * run it; and finds claimed jobs that an idle worker would end sooner.
 */
final class Placement {

  /** A claimed job, which was fetched in vain, moves only for so much. */
  private static final double WORTH_A_NEW_FETCH_SECONDS = 20;

  /** So many jobs of one demand are looked at that fit nowhere just now. */
  private static final int MOST_SKIPPED = 100;

  /**
   * So many more that are too large for every worker, or for the disk of their result, which is
   * quick to see.
   */
  private static final int MOST_BLOCKED = 10_000;

  private final Forecast forecast;
  private final Workload workload;
  private final Suitability suitability;
  private final JobBook jobs;
  private final Stagings stagings;
  private final int queueLength;

  Placement(
      Forecast forecast,
      Workload workload,
      Suitability suitability,
      JobBook jobs,
      Stagings stagings,
      int queueLength) {
    this.forecast = forecast;
    this.workload = workload;
    this.suitability = suitability;
    this.jobs = jobs;
    this.stagings = stagings;
    this.queueLength = queueLength;
  }

  /** Waiting jobs of one demand, and the seats that can take them. */
  private static final class Candidates {
    final Iterator<JobEntry> rest;
    final BitSet fit;
    final long room;
    JobEntry head;
    int skipped;
    int blocked;

    Candidates(Collection<JobEntry> waiting, BitSet fit, long room) {
      this.rest = waiting.iterator();
      this.fit = fit;
      this.room = room;
    }
  }

  /**
   * Goes on to the next that is not too large for all of them, and whose result has room, if there
   * is one.
   */
  private boolean next(Candidates candidates) {
    while (candidates.rest.hasNext() && candidates.blocked < MOST_BLOCKED) {
      candidates.head = candidates.rest.next();
      if (suitability.needed(candidates.head) <= candidates.room
          && stagings.isOpenFor(candidates.head)) {
        return true;
      }
      candidates.blocked++;
    }
    return false;
  }

  /** The queue of every ready worker. */
  Map<String, List<String>> queues(Collection<WorkerEntry> ready) {
    Seating seating = new Seating(ready, forecast, workload, suitability, queueLength);
    PriorityQueue<Candidates> heads =
        new PriorityQueue<>(Comparator.comparing(c -> c.head, Line.order()));
    for (Map.Entry<Demand, NavigableSet<JobEntry>> alike : jobs.line().runnable().entrySet()) {
      if (!stagings.isThere(alike.getKey().staging())) {
        continue;
      }
      BitSet fit = seating.fit(alike.getKey());
      Candidates candidates = new Candidates(alike.getValue(), fit, seating.mostRoom(fit));
      if (!fit.isEmpty() && next(candidates)) {
        heads.add(candidates);
      }
    }
    while (!heads.isEmpty() && !seating.isFull()) {
      Candidates first = heads.poll();
      boolean goOn =
          switch (seating.place(first.head, first.fit)) {
            case PLACED -> true;
            case NOT_NOW -> ++first.skipped < MOST_SKIPPED;
            case NEVER -> false;
          };
      if (goOn && next(first)) {
        heads.add(first);
      }
    }
    return seating.queues();
  }

  /**
   * A claimed job that does not transcode yet and that the idle worker would end sooner, or null.
   */
  JobEntry toReclaim(WorkerEntry idle, Collection<WorkerEntry> ready) {
    JobEntry latest = null;
    double longestWait = 0;
    for (WorkerEntry worker : ready) {
      double wait = 0;
      int ahead = 0;
      for (String id : worker.running) {
        JobEntry job = jobs.get(id);
        if (job.stage() == Stage.TRANSCODING) {
          wait += workload.secondsLeft(worker, job);
          ahead++;
        }
      }
      if (worker == idle || ahead < worker.transcodeLanes()) {
        continue;
      }
      wait /= ahead;
      for (String id : worker.running) {
        JobEntry job = jobs.get(id);
        boolean waits = job.stage() == Stage.FETCHING;
        double there =
            forecast.estimate(idle.id(), job.work()).seconds() + WORTH_A_NEW_FETCH_SECONDS;
        double here = wait + forecast.estimate(worker.id(), job.work()).seconds();
        if (waits && there < here && wait > longestWait && mayMove(job, idle)) {
          latest = job;
          longestWait = wait;
        }
      }
    }
    return latest;
  }

  private boolean mayMove(JobEntry job, WorkerEntry to) {
    return !job.spec().nonStoppable()
        && !job.suspended()
        && stagings.isOpenFor(job)
        && !job.avoid().contains(to.id())
        && Suitability.fits(to, job.demand)
        && suitability.fitsNow(to, job, List.of());
  }
}
