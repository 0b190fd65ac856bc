package reelyard.scheduler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
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

  /** A job moves only to where it should end this many seconds sooner, lest estimates' noise. */
  private static final double WORTH_A_MOVE_SECONDS = 5;

  /** A worker that failed a job gets it again when no other would end it so much later. */
  private static final double FAILED_THERE_SECONDS = 600;

  /** A claimed job, which was fetched in vain, moves only for so much. */
  private static final double WORTH_A_NEW_FETCH_SECONDS = 20;

  /** So many jobs of one demand are looked at that fit nowhere just now. */
  private static final int MOST_SKIPPED = 100;

  private final Forecast forecast;
  private final Workload workload;
  private final Suitability suitability;
  private final JobBook jobs;
  private final int queueLength;

  Placement(
      Forecast forecast,
      Workload workload,
      Suitability suitability,
      JobBook jobs,
      int queueLength) {
    this.forecast = forecast;
    this.workload = workload;
    this.suitability = suitability;
    this.jobs = jobs;
    this.queueLength = queueLength;
  }

  /** A worker's queue while it is laid. */
  private static final class Seat {
    final WorkerEntry worker;
    final List<String> queue = new ArrayList<>();
    double freeInSeconds;
    boolean full;
    String keptFor;

    Seat(WorkerEntry worker, double freeInSeconds) {
      this.worker = worker;
      this.freeInSeconds = freeInSeconds;
    }
  }

  /** Waiting jobs of one demand, and the seats that can take them. */
  private static final class Candidates {
    final Iterator<JobEntry> rest;
    final List<Seat> seats;
    JobEntry head;
    int skipped;

    Candidates(Collection<JobEntry> waiting, List<Seat> seats) {
      this.rest = waiting.iterator();
      this.seats = seats;
      next();
    }

    boolean next() {
      seats.removeIf(seat -> seat.full);
      head = rest.hasNext() && !seats.isEmpty() ? rest.next() : null;
      return head != null;
    }
  }

  /** The queue of every ready worker. */
  Map<String, List<String>> queues(Collection<WorkerEntry> ready) {
    List<Seat> seats = new ArrayList<>();
    for (WorkerEntry worker : ready) {
      seats.add(new Seat(worker, workload.secondsUntilFree(worker)));
    }
    PriorityQueue<Candidates> heads =
        new PriorityQueue<>(Comparator.comparing(c -> c.head, Line.order()));
    for (Map.Entry<Demand, NavigableSet<JobEntry>> alike : jobs.line().runnable().entrySet()) {
      List<Seat> fit = new ArrayList<>();
      for (Seat seat : seats) {
        if (Suitability.whyUnfit(seat.worker, alike.getKey()) == null) {
          fit.add(seat);
        }
      }
      Candidates candidates = new Candidates(alike.getValue(), fit);
      if (candidates.head != null) {
        heads.add(candidates);
      }
    }
    while (!heads.isEmpty()) {
      Candidates first = heads.poll();
      boolean placed = place(first.head, first.seats);
      boolean goOn = placed || ++first.skipped < MOST_SKIPPED;
      if (goOn && first.next()) {
        heads.add(first);
      }
    }
    Map<String, List<String>> queues = new LinkedHashMap<>();
    for (Seat seat : seats) {
      queues.put(seat.worker.id(), seat.queue);
      seat.worker.keptFor = seat.keptFor;
    }
    return queues;
  }

  private boolean place(JobEntry job, List<Seat> seats) {
    Seat seat = best(job, seats);
    if (seat == null) {
      return false;
    }
    boolean alone = job.spec().nonConcurrent();
    if (alone && !(seat.worker.running.isEmpty() && seat.queue.isEmpty())) {
      // Nothing more until it is empty, or the job would wait for ever.
      seat.full = true;
      seat.keptFor = job.id();
      return false;
    }
    seat.queue.add(job.id());
    seat.freeInSeconds += seconds(seat, job) / seat.worker.transcodeLanes();
    seat.full = alone || seat.queue.size() >= queueLength;
    return true;
  }

  private Seat best(JobEntry job, List<Seat> seats) {
    Seat best = null;
    double bestEnd = 0;
    Seat present = null;
    double presentEnd = 0;
    for (Seat seat : seats) {
      if (seat.full || !suitability.fitsNow(seat.worker, job, seat.queue)) {
        continue;
      }
      double end = end(job, seat);
      if (best == null || end < bestEnd) {
        best = seat;
        bestEnd = end;
      }
      if (seat.worker.id().equals(job.queuedAt())) {
        present = seat;
        presentEnd = end;
      }
    }
    boolean stay =
        present != null && bestEnd > presentEnd - WORTH_A_MOVE_SECONDS && present.freeInSeconds > 0;
    return stay ? present : best;
  }

  private double end(JobEntry job, Seat seat) {
    boolean failedThere = job.avoid().contains(seat.worker.id());
    return seat.freeInSeconds + seconds(seat, job) + (failedThere ? FAILED_THERE_SECONDS : 0);
  }

  private double seconds(Seat seat, JobEntry job) {
    return forecast.estimate(seat.worker.id(), job.work()).seconds();
  }

  /**
   * A claimed job that does not transcode yet and that the idle worker would end sooner, or null.
   */
  JobEntry toReclaim(WorkerEntry idle, Collection<WorkerEntry> ready, long now) {
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
        && !job.avoid().contains(to.id())
        && Suitability.whyUnfit(to, job.demand) == null
        && suitability.fitsNow(to, job, List.of());
  }
}
