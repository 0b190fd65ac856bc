package reelyard.scheduler.forecast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reelyard.scheduler.forecast.Makespan.Batch;

/** Expects when a whole farm is done, or one of its waiting jobs, with a range. */
public final class FarmEta {

  /** Seconds from now; four ends out of five fall between earliest and latest. */
  public record Range(long expectedSeconds, long earliestSeconds, long latestSeconds) {

    /** There is nothing to go by. */
    public static final Range UNKNOWN = new Range(-1, -1, -1);

    private static final double MOST_SPREAD = 2;

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

  /** Kinds that are looked at one by one; the rest, those of fewest bytes, count as one kind. */
  private static final int KINDS = 50;

  private FarmEta() {}

  /**
   * Until all that runs or waits is done; unknown while nobody works or nothing was learned. Every
   * worker may run every waiting job.
   */
  public static Range allDone(
      Forecast forecast, List<Lanes> workers, Map<String, Waiting> waitingByKind) {
    List<Batch> batches = batches(waitingByKind);
    if (!known(workers)) {
      return Range.UNKNOWN;
    }
    Left longest = longest(workers);
    if (batches.isEmpty()) {
      return Range.of(longest.seconds(), longest.seconds() * longest.spread());
    }
    if (!forecast.learned()) {
      return Range.UNKNOWN;
    }
    Makespan makespan = new Makespan(forecast, batches, freeAfter(workers));
    double waiting = makespan.seconds();
    double deviation = Math.max(waiting * makespan.spread(), longest.seconds() * longest.spread());
    return Range.of(Math.max(waiting, longest.seconds()), deviation);
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

  /**
   * Until one waiting job is done, wherever it is done first after those ahead of it.
   *
   * @param aheadByKind jobs that wait too and go first
   */
  public static Range oneDone(
      Forecast forecast, List<Lanes> workers, Map<String, Waiting> aheadByKind, Work job) {
    if (!known(workers) || !forecast.learned()) {
      return Range.UNKNOWN;
    }
    List<Batch> batches = batches(aheadByKind);
    double spreadAhead = batches.isEmpty() ? longest(workers).spread() : 0;
    batches.add(new Batch(job, 1));
    Makespan.Turn turn = new Makespan(forecast, batches, freeAfter(workers)).turnOfLast();
    return oneDone(turn.seconds(), Math.max(spreadAhead, turn.spread()), turn.job());
  }

  /** Whether anybody works, and it is known when what runs will end. */
  private static boolean known(List<Lanes> workers) {
    return workers.stream().anyMatch(worker -> worker.count() > 0)
        && workers.stream()
            .flatMap(worker -> worker.running().stream())
            .allMatch(left -> left.seconds() >= 0);
  }

  private static Left longest(List<Lanes> workers) {
    return workers.stream()
        .flatMap(worker -> worker.running().stream())
        .max(Comparator.comparingDouble(Left::seconds))
        .orElse(new Left(0, 0));
  }

  /** By worker, when each of its lanes has done what runs there: the longest are dealt first. */
  private static Map<String, List<Double>> freeAfter(List<Lanes> workers) {
    Map<String, List<Double>> freeAfter = new TreeMap<>();
    for (Lanes worker : workers) {
      List<Double> lanes = new ArrayList<>(Collections.nCopies(Math.max(0, worker.count()), 0.0));
      List<Left> running = new ArrayList<>(worker.running());
      running.sort(Comparator.comparingDouble(Left::seconds).reversed());
      for (Left left : lanes.isEmpty() ? List.<Left>of() : running) {
        int first = lanes.indexOf(Collections.min(lanes));
        lanes.set(first, lanes.get(first) + left.seconds());
      }
      freeAfter.put(worker.workerId(), lanes);
    }
    return freeAfter;
  }

  private static List<Batch> batches(Map<String, Waiting> waitingByKind) {
    List<Map.Entry<String, Waiting>> kinds =
        waitingByKind.entrySet().stream()
            .filter(kind -> kind.getValue().count() > 0)
            .sorted(
                Comparator.comparingLong((Map.Entry<String, Waiting> k) -> k.getValue().bytes())
                    .reversed()
                    .thenComparing(Map.Entry::getKey))
            .toList();
    List<Batch> batches = new ArrayList<>();
    Waiting rest = new Waiting(0, 0);
    for (Map.Entry<String, Waiting> kind : kinds) {
      Waiting waiting = kind.getValue();
      if (batches.size() < KINDS) {
        batches.add(batch(kind.getKey(), waiting));
      } else {
        rest = new Waiting(rest.count() + waiting.count(), rest.bytes() + waiting.bytes());
      }
    }
    if (rest.count() > 0) {
      batches.add(batch(null, rest));
    }
    return batches;
  }

  private static Batch batch(String kind, Waiting waiting) {
    return new Batch(new Work(kind, waiting.bytes() / waiting.count()), waiting.count());
  }
}
