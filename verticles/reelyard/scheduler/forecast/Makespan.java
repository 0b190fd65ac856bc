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

  /** A lane is free after so many seconds, known with that spread, for a job that takes so long. */
  record Turn(double seconds, double spread, Estimate job) {}

  /**
   * The part of a job's variance that is the same for all jobs, so that no number of them averages
   * it out: what the model has wrong about workers and kinds.
   */
  private static final double SHARED_VARIANCE = 0.1;

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
    return fill(batches.size());
  }

  /** Where a job of the last batch runs that goes after all others, and when it may begin. */
  Turn turnOfLast() {
    int last = batches.size() - 1;
    fill(last);
    Lane lane = soonest(last);
    return new Turn(lane.free, spread(last), lane.jobs.get(last));
  }

  /** Of the logarithm of the time for all jobs; the widest kind at its usual lane speaks. */
  double spread() {
    return spread(batches.size());
  }

  private double spread(int count) {
    long jobs = batches.stream().limit(count).mapToLong(Batch::count).sum();
    double widest = 0;
    for (int i = 0; i < count; i++) {
      int batch = i;
      double usual =
          lanes.stream().mapToDouble(l -> l.jobs.get(batch).spread()).average().orElse(0);
      widest = Math.max(widest, usual);
    }
    return widest * Math.sqrt(SHARED_VARIANCE + (1 - SHARED_VARIANCE) / Math.max(1, jobs));
  }

  /** Runs so many of the batches. */
  private double fill(int count) {
    long jobs = batches.stream().limit(count).mapToLong(Batch::count).sum();
    double single = jobs == 0 ? 0 : Math.min(1, (double) SINGLE_JOBS * lanes.size() / jobs);
    if (jobs > 0) {
      pour(count, 1 - single);
    }
    return deal(count, single);
  }

  /** Raises the lanes' free time to where that share of all jobs is done. */
  private void pour(int count, double share) {
    double speed = 0;
    double offset = 0;
    double level = 0;
    for (Lane lane : lanes) {
      if (speed > 0 && lane.free >= level) {
        break;
      }
      double allAlone = secondsForAll(lane, count);
      speed += 1 / allAlone;
      offset += lane.free / allAlone;
      level = (share + offset) / speed;
    }
    for (Lane lane : lanes) {
      lane.free = Math.max(lane.free, level);
    }
  }

  private double secondsForAll(Lane lane, int count) {
    double seconds = 0;
    for (int i = 0; i < count; i++) {
      seconds += batches.get(i).count() * inLane(lane.jobs.get(i));
    }
    return seconds;
  }

  /** Gives that share of each batch out job by job. */
  private double deal(int count, double share) {
    double end = 0;
    double due = 0;
    for (int i = 0; i < count; i++) {
      due += batches.get(i).count() * share;
      for (; due > 0.5; due--) {
        Lane lane = soonest(i);
        lane.free = lane.freeAfter(i);
        end = Math.max(end, lane.free + lane.jobs.get(i).returnSeconds());
      }
    }
    return end;
  }

  /** The lane that would be through first with a job of that batch. */
  private Lane soonest(int batch) {
    return Collections.min(lanes, Comparator.comparingDouble(lane -> lane.freeAfter(batch)));
  }

  /** Jobs are fetched and returned while others are transcoded, so the slowest step counts. */
  private static double inLane(Estimate job) {
    return Math.max(job.transcodeSeconds(), Math.max(job.fetchSeconds(), job.returnSeconds()));
  }
}
