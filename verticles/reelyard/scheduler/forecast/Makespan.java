package reelyard.scheduler.forecast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Says when the last of many waiting jobs is home, at a cost that grows with workers and kinds of
 * work, not with jobs.
 *
 * <p>Most jobs are poured over the lanes like water: a lane that would need A seconds for all of
 * them alone and is free after f takes {@code (T - f) / A} of them until T. The last few are dealt
 * out one by one, each to the lane that would be through with it first, for they are what makes an
 * end ragged (R. Graham, Bounds on Multiprocessing Timing Anomalies, 1969).
 */
final class Makespan {

  /** So many equal jobs. */
  record Batch(Work each, long count) {}

  /** Jobs dealt out singly at the end, for each lane. */
  private static final int SINGLE_JOBS = 2;

  private final List<Batch> batches;
  private final List<Lane> lanes = new ArrayList<>();

  private static final class Lane {

    /** One for each batch: what one of its jobs takes here. */
    final List<Estimate> jobs;

    double free;

    Lane(List<Estimate> jobs, double free) {
      this.jobs = jobs;
      this.free = free;
    }

    double free() {
      return free;
    }

    double freeAfter(int batch) {
      return free + inLane(jobs.get(batch));
    }
  }

  /** Of these jobs, on the workers of these lanes, each free after so many seconds. */
  Makespan(Forecast forecast, List<Batch> batches, Map<String, List<Double>> freeAfter) {
    this.batches = batches;
    freeAfter.forEach(
        (workerId, free) -> {
          List<Estimate> jobs =
              batches.stream().map(batch -> forecast.estimate(workerId, batch.each())).toList();
          free.forEach(seconds -> lanes.add(new Lane(jobs, seconds)));
        });
    lanes.sort(Comparator.comparingDouble(Lane::free));
  }

  /** Until the last result is home. */
  double seconds() {
    long jobs = batches.stream().mapToLong(Batch::count).sum();
    double single = Math.min(1, (double) SINGLE_JOBS * lanes.size() / jobs);
    pour(1 - single);
    return deal(single);
  }

  /** Raises the lanes' free time to where that share of all jobs is done. */
  private void pour(double share) {
    double speed = 0;
    double offset = 0;
    double level = 0;
    for (Lane lane : lanes) {
      if (speed > 0 && lane.free >= level) {
        break;
      }
      double allAlone = secondsForAll(lane);
      speed += 1 / allAlone;
      offset += lane.free / allAlone;
      level = (share + offset) / speed;
    }
    for (Lane lane : lanes) {
      lane.free = Math.max(lane.free, level);
    }
  }

  private double secondsForAll(Lane lane) {
    double seconds = 0;
    for (int i = 0; i < batches.size(); i++) {
      seconds += batches.get(i).count() * inLane(lane.jobs.get(i));
    }
    return seconds;
  }

  /** Gives that share of each batch out job by job. */
  private double deal(double share) {
    double end = 0;
    double due = 0;
    for (int i = 0; i < batches.size(); i++) {
      int batch = i;
      due += batches.get(batch).count() * share;
      for (; due > 0.5; due--) {
        Lane lane = Collections.min(lanes, Comparator.comparingDouble(l -> l.freeAfter(batch)));
        lane.free = lane.freeAfter(batch);
        end = Math.max(end, lane.free + lane.jobs.get(batch).returnSeconds());
      }
    }
    return end;
  }

  /** Jobs are fetched and returned while others are transcoded, so the slowest step counts. */
  private static double inLane(Estimate job) {
    return Math.max(job.transcodeSeconds(), Math.max(job.fetchSeconds(), job.returnSeconds()));
  }
}
