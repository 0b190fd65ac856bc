package reelyard.scheduler.forecast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Expects when a whole farm is done, at a cost that grows with workers and kinds of work, not with
 * waiting jobs.
 *
 * <p>Waiting jobs count as so many equal jobs of their kind, which every worker may run. Most of
 * them are poured over the lanes like water: a lane that would need A seconds for all of it alone
 * and is free after f takes (T - f) / A of it until T. The last few are dealt out one by one, each
 * to the lane that would be through with it first, for they are what makes an end ragged (R.
 * Graham, Bounds on Multiprocessing Timing Anomalies, 1969).
 */
public final class FarmEta {

  /** When people may expect the end, in seconds from now, with a range that holds 80 %. */
  public record Range(long expectedSeconds, long earliestSeconds, long latestSeconds) {

    /** There is nothing to go by. */
    public static final Range UNKNOWN = new Range(-1, -1, -1);

    /** Whether there is anything to go by. */
    public boolean known() {
      return expectedSeconds >= 0;
    }

    private static Range of(double seconds, double deviation) {
      double spread = seconds > 0 ? Math.min(deviation / seconds, MOST_SPREAD) : 0;
      double factor = Math.exp(Estimate.FOUR_OUT_OF_FIVE * spread);
      return new Range(
          Math.round(seconds), Math.round(seconds / factor), Math.round(seconds * factor));
    }
  }

  /**
   * A running attempt.
   *
   * @param seconds that it still needs; negative when unknown
   * @param spread standard deviation of the logarithm of these seconds
   */
  public record Left(double seconds, double spread) {}

  /** A worker that may take jobs, how many at a time, and what it runs already. */
  public record Lanes(String workerId, int count, List<Left> running) {}

  /** So many waiting jobs of one kind, with so many source bytes together. */
  public record Waiting(long count, long bytes) {}

  private static final double MOST_SPREAD = 2;

  /** Kinds that are looked at one by one; the rest, smallest first, counts as one kind. */
  private static final int KINDS = 50;

  /** Jobs dealt out singly at the end, for each lane. */
  private static final int LAST_JOBS = 2;

  /**
   * The part of a forecast's variance that all jobs share and that no number of them averages out:
   * what the model has wrong about the worker and the kind.
   */
  private static final double SHARED_VARIANCE = 0.1;

  private final Forecast forecast;
  private final List<Lane> lanes = new ArrayList<>();
  private final List<Batch> batches = new ArrayList<>();
  private double longestRunning;
  private double longestDeviation;
  private boolean unknown;

  private record Batch(Work each, long count) {}

  /** What a worker needs for one job of each batch, by the batch's place. */
  private record Speeds(double[] laneSeconds, double[] returnSeconds) {}

  private static final class Lane {
    final String workerId;
    double free;
    Speeds speeds;

    Lane(String workerId) {
      this.workerId = workerId;
    }

    double free() {
      return free;
    }

    double freeAfter(int batch) {
      return free + speeds.laneSeconds[batch];
    }
  }

  private FarmEta(Forecast forecast) {
    this.forecast = forecast;
  }

  /** Until all that runs or waits is done; unknown while nobody works or nothing was learned. */
  public static Range allDone(
      Forecast forecast, List<Lanes> workers, Map<String, Waiting> waitingByKind) {
    FarmEta farm = new FarmEta(forecast);
    workers.forEach(farm::add);
    farm.batch(waitingByKind);
    return farm.range();
  }

  /**
   * Until one waiting job is done. It is fetched while it waits.
   *
   * @param secondsAhead until a lane is free for it; negative when unknown
   * @param spreadAhead standard deviation of the logarithm of these seconds
   * @param job what it takes at that worker
   */
  public static Range oneDone(double secondsAhead, double spreadAhead, Estimate job) {
    if (!(secondsAhead >= 0)) {
      return Range.UNKNOWN;
    }
    double begin = Math.max(secondsAhead, job.fetchSeconds());
    double seconds = begin + job.transcodeSeconds() + job.returnSeconds();
    return Range.of(seconds, Math.hypot(secondsAhead * spreadAhead, job.seconds() * job.spread()));
  }

  private void add(Lanes worker) {
    List<Lane> own = new ArrayList<>();
    for (int i = 0; i < worker.count(); i++) {
      own.add(new Lane(worker.workerId()));
    }
    worker.running().stream()
        .sorted(Comparator.comparingDouble(Left::seconds).reversed())
        .forEach(left -> run(own, left));
    lanes.addAll(own);
  }

  private void run(List<Lane> own, Left left) {
    unknown |= !(left.seconds() >= 0);
    double seconds = Math.max(0, left.seconds());
    own.stream()
        .min(Comparator.comparingDouble(Lane::free))
        .ifPresent(lane -> lane.free += seconds);
    if (seconds >= longestRunning) {
      longestRunning = seconds;
      longestDeviation = seconds * left.spread();
    }
  }

  private void batch(Map<String, Waiting> waitingByKind) {
    long restCount = 0;
    long restBytes = 0;
    List<Map.Entry<String, Waiting>> kinds = new ArrayList<>(waitingByKind.entrySet());
    kinds.sort(
        Comparator.comparingLong((Map.Entry<String, Waiting> kind) -> kind.getValue().bytes())
            .reversed()
            .thenComparing(Map.Entry::getKey));
    for (Map.Entry<String, Waiting> kind : kinds) {
      Waiting waiting = kind.getValue();
      if (waiting.count() > 0 && batches.size() < KINDS) {
        batches.add(
            new Batch(new Work(kind.getKey(), waiting.bytes() / waiting.count()), waiting.count()));
      } else if (waiting.count() > 0) {
        restCount += waiting.count();
        restBytes += waiting.bytes();
      }
    }
    if (restCount > 0) {
      batches.add(new Batch(new Work(null, restBytes / restCount), restCount));
    }
  }

  private Range range() {
    boolean waits = !batches.isEmpty();
    if (lanes.isEmpty() || unknown || waits && !learned()) {
      return Range.UNKNOWN;
    }
    if (!waits) {
      return Range.of(longestRunning, longestDeviation);
    }
    measure();
    long jobs = batches.stream().mapToLong(Batch::count).sum();
    double single = Math.min(1, (double) LAST_JOBS * lanes.size() / jobs);
    pour(1 - single);
    double seconds = Math.max(longestRunning, deal(single));
    double shared = SHARED_VARIANCE + (1 - SHARED_VARIANCE) / jobs;
    return Range.of(seconds, Math.max(longestDeviation, seconds * spread() * Math.sqrt(shared)));
  }

  private boolean learned() {
    return forecast.estimate(null, batches.get(0).each()).learned();
  }

  /** The widest of the kinds at an average worker. */
  private double spread() {
    return batches.stream()
        .mapToDouble(batch -> forecast.estimate(null, batch.each()).spread())
        .max()
        .orElse(0);
  }

  /** Asks the forecast once for each worker and kind. */
  private void measure() {
    Map<String, Speeds> known = new HashMap<>();
    lanes.forEach(lane -> lane.speeds = known.computeIfAbsent(lane.workerId, this::speeds));
  }

  /** Jobs are fetched and returned while others are transcoded, so the slowest step counts. */
  private Speeds speeds(String workerId) {
    double[] laneSeconds = new double[batches.size()];
    double[] returnSeconds = new double[batches.size()];
    for (int i = 0; i < laneSeconds.length; i++) {
      Estimate job = forecast.estimate(workerId, batches.get(i).each());
      double transfer = Math.max(job.fetchSeconds(), job.returnSeconds());
      laneSeconds[i] = Math.max(job.transcodeSeconds(), transfer);
      returnSeconds[i] = job.returnSeconds();
    }
    return new Speeds(laneSeconds, returnSeconds);
  }

  /** Raises the lanes' free time to where that share of all waiting work is done. */
  private void pour(double share) {
    lanes.sort(Comparator.comparingDouble(Lane::free));
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
      seconds += batches.get(i).count() * lane.speeds.laneSeconds[i];
    }
    return seconds;
  }

  /** Gives that share of each kind out job by job and says when the last of them is home. */
  private double deal(double share) {
    double end = 0;
    double due = 0;
    for (int i = 0; i < batches.size(); i++) {
      due += batches.get(i).count() * share;
      for (; due > 0.5; due--) {
        int batch = i;
        Lane lane = Collections.min(lanes, Comparator.comparingDouble(l -> l.freeAfter(batch)));
        lane.free = lane.freeAfter(batch);
        end = Math.max(end, lane.free + lane.speeds.returnSeconds[batch]);
      }
    }
    return end;
  }
}
