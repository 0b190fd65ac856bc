package reelyard.scheduler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reelyard.model.Stage;

/**
 * Lays waiting jobs into the workers' queues, each where it should end first; and finds claimed
 * jobs that an idle worker would start sooner.
 */
final class Placement {

  /** A job moves only to where it should end this many seconds sooner, lest estimates' noise. */
  private static final double WORTH_A_MOVE_SECONDS = 5;

  /** A worker that failed a job gets it again when no other would end it so much later. */
  private static final double FAILED_THERE_SECONDS = 600;

  /** A claimed job, which was fetched in vain, moves only for so much. */
  private static final double WORTH_A_NEW_FETCH_SECONDS = 20;

  private final Forecast forecast;
  private final int queueLength;

  Placement(Forecast forecast, int queueLength) {
    this.forecast = forecast;
    this.queueLength = queueLength;
  }

  /** A worker's queue while it is laid. */
  private static final class Seat {
    final WorkerEntry worker;
    final List<String> queue = new ArrayList<>();
    double freeInSeconds;

    Seat(WorkerEntry worker, double freeInSeconds) {
      this.worker = worker;
      this.freeInSeconds = freeInSeconds;
    }
  }

  /** The queue of every ready worker, from jobs in the order in which they shall run. */
  Map<String, List<String>> queues(
      Iterable<JobEntry> waiting, Collection<WorkerEntry> ready, JobBook jobs, long now) {
    Map<String, Seat> seats = new LinkedHashMap<>();
    for (WorkerEntry worker : ready) {
      seats.put(worker.id(), new Seat(worker, forecast.secondsUntilFree(worker, jobs)));
    }
    int room = seats.size() * queueLength;
    for (JobEntry job : waiting) {
      if (room == 0) {
        break;
      }
      Seat seat = job.rested(now) ? best(job, seats) : null;
      if (seat != null) {
        seat.queue.add(job.id());
        seat.freeInSeconds +=
            forecast.seconds(seat.worker, job) / seat.worker.info.lanes().transcode();
        room--;
      }
    }
    Map<String, List<String>> queues = new LinkedHashMap<>();
    seats.forEach((id, seat) -> queues.put(id, seat.queue));
    return queues;
  }

  private Seat best(JobEntry job, Map<String, Seat> seats) {
    Seat best = null;
    for (Seat seat : seats.values()) {
      boolean fits = seat.queue.size() < queueLength;
      if (fits && (best == null || end(job, seat) < end(job, best))) {
        best = seat;
      }
    }
    Seat present = job.job().workerId() == null ? null : seats.get(job.job().workerId());
    boolean stay =
        best != null
            && present != null
            && present.queue.size() < queueLength
            && end(job, best) > end(job, present) - WORTH_A_MOVE_SECONDS
            && present.freeInSeconds > 0;
    return stay ? present : best;
  }

  private double end(JobEntry job, Seat seat) {
    boolean failedThere = job.job().avoid().contains(seat.worker.id());
    return seat.freeInSeconds
        + forecast.seconds(seat.worker, job)
        + (failedThere ? FAILED_THERE_SECONDS : 0);
  }

  /**
   * A claimed job that does not transcode yet and that the idle worker would end sooner, or null.
   */
  JobEntry toReclaim(WorkerEntry idle, Collection<WorkerEntry> ready, JobBook jobs) {
    JobEntry latest = null;
    double longestWait = 0;
    for (WorkerEntry worker : ready) {
      double wait = 0;
      int ahead = 0;
      for (String id : worker.running) {
        JobEntry job = jobs.get(id);
        if (job.job().stage() == Stage.TRANSCODING) {
          wait += forecast.secondsLeft(worker, job);
          ahead++;
        }
      }
      if (worker == idle || ahead < worker.info.lanes().transcode()) {
        continue;
      }
      wait /= ahead;
      for (String id : worker.running) {
        JobEntry job = jobs.get(id);
        boolean waits = job.job().stage() == Stage.FETCHING;
        double there = forecast.seconds(idle, job) + WORTH_A_NEW_FETCH_SECONDS;
        boolean sooner = there < wait + forecast.seconds(worker, job);
        if (waits && sooner && wait > longestWait && !job.job().avoid().contains(idle.id())) {
          latest = job;
          longestWait = wait;
        }
      }
    }
    return latest;
  }
}
