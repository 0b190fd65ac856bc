package reelyard.scheduler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import reelyard.message.JobView;
import reelyard.message.Throughput;
import reelyard.model.JobState;
import reelyard.model.Phase;
import reelyard.model.Progress;
import reelyard.model.SpeedUnit;
import reelyard.model.Stage;

/**
 * What the farm got through in each of the last 1,440 minutes, from workers' reports: each speed
 * counts until the attempt's next report, and not for long when none comes.
 */
final class Pulse {

  static final int MINUTES = 1440;
  private static final long MINUTE = 60_000;

  /** Workers report once a second; who is silent for longer may do nothing. */
  private static final long LONGEST_MILLIS = 5_000;

  private static final int MOST_ENDED = 10_000;

  private static final class Minute {
    long number = -1;
    double frames;
    double fetched;
    double returned;
    long completed;
  }

  private static final class Bounded<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > MOST_ENDED;
    }
  }

  private record Try(String jobId, int attempt) {}

  private record Reading(Stage stage, double perSecond, long millis) {}

  private final Minute[] ring = new Minute[MINUTES];
  private final Map<Try, Reading> latest = new HashMap<>();

  /** What of an attempt's files was counted while it moved. */
  private final Map<Try, Moved> moved = new Bounded<>();

  /** Whose reports, late as they are, count no more. */
  private final Map<Try, Boolean> over = new Bounded<>();

  /** So that a job that is shown again as complete counts once. */
  private final Map<String, Integer> ended = new Bounded<>();

  private long begin = Long.MAX_VALUE;
  private long sweptMillis;

  Pulse() {
    for (int i = 0; i < MINUTES; i++) {
      ring[i] = new Minute();
    }
  }

  /** A worker's report came. */
  void on(Progress report, long now) {
    Try attempt = new Try(report.jobId(), report.attempt());
    if (over.containsKey(attempt)) {
      return;
    }
    Reading before = latest.put(attempt, reading(report, now));
    if (before != null) {
      count(attempt, before, now);
    }
    sweep(now);
  }

  /** What went silent counts for as long as it may, and is forgotten. */
  private void sweep(long now) {
    if (Math.abs(now - sweptMillis) < MINUTE) {
      return;
    }
    sweptMillis = now;
    latest
        .entrySet()
        .removeIf(
            each -> {
              boolean silent = now - each.getValue().millis > LONGEST_MILLIS;
              if (silent) {
                count(each.getKey(), each.getValue(), now);
              }
              return silent;
            });
  }

  /** How many attempts are remembered by their last reports. */
  int remembered() {
    return latest.size();
  }

  /** A job changed: what it did until now counts, and its end. */
  void on(JobView job, long now) {
    begin = Math.min(begin, now);
    Try attempt = new Try(job.id(), job.attempt());
    if (job.state() == JobState.RUNNING) {
      over.remove(attempt);
      minute(now / MINUTE).fetched += moved(attempt, job.stage()).missingOfSource(job);
      return;
    }
    Reading before = latest.remove(attempt);
    if (before != null) {
      count(attempt, before, now);
      over.put(attempt, true);
    }
    if (job.state() == JobState.COMPLETE
        && now - job.endedMillis() < MINUTE
        && !Integer.valueOf(job.attempt()).equals(ended.put(job.id(), job.attempt()))) {
      Moved bytes = moved(attempt, job.stage());
      Minute minute = minute(now / MINUTE);
      minute.completed++;
      minute.fetched += bytes.missingOfSource(job);
      minute.returned += bytes.missingOfResult(job);
    }
    if (job.state().ended()) {
      moved.remove(attempt);
    }
  }

  /** The minutes up to this one. */
  Throughput throughput(long now, long savedBytes) {
    long last = now / MINUTE;
    long first = Math.min(last, Math.max(last - MINUTES + 1, begin / MINUTE));
    List<Long> completed = new ArrayList<>();
    for (long number = first; number <= last; number++) {
      Minute minute = ring[(int) (number % MINUTES)];
      completed.add(minute.number == number ? minute.completed : 0);
    }
    return new Throughput(
        60,
        (last + 1) * MINUTE,
        rates(first, now, minute -> minute.frames),
        rates(first, now, minute -> minute.fetched),
        rates(first, now, minute -> minute.returned),
        completed,
        savedBytes);
  }

  /** The minute that is not over counts for as long as it has lasted. */
  private List<Double> rates(long first, long now, ToDoubleFunction<Minute> part) {
    long last = now / MINUTE;
    List<Double> rates = new ArrayList<>();
    for (long number = first; number <= last; number++) {
      Minute minute = ring[(int) (number % MINUTES)];
      double seconds = number == last ? Math.max(1, now % MINUTE / 1000.0) : 60;
      double amount = minute.number == number ? part.applyAsDouble(minute) : 0;
      rates.add(Math.round(amount / seconds * 10) / 10.0);
    }
    return rates;
  }

  private Reading reading(Progress report, long now) {
    begin = Math.min(begin, now);
    boolean moves =
        Double.isFinite(report.speed()) && report.speed() > 0 && report.phase() != Phase.PAUSED;
    double factor = report.unit() == SpeedUnit.FRAMES_PER_SECOND ? 1 : 1e6;
    return new Reading(report.stage(), moves ? report.speed() * factor : 0, now);
  }

  /** Over the minutes that the time since lies in. */
  private void count(Try attempt, Reading reading, long now) {
    Moved bytes = moved(attempt, reading.stage);
    long from = reading.millis;
    long until = Math.min(now, from + LONGEST_MILLIS);
    while (from < until) {
      long end = Math.min(until, (from / MINUTE + 1) * MINUTE);
      double amount = reading.perSecond * (end - from) / 1000;
      bytes.count(reading.stage, amount);
      Minute minute = minute(from / MINUTE);
      switch (reading.stage) {
        case TRANSCODING -> minute.frames += amount;
        case FETCHING -> minute.fetched += amount;
        case RETURNING -> minute.returned += amount;
        case QUEUED, COMPLETE -> {}
      }
      from = end;
    }
  }

  private Moved moved(Try attempt, Stage stage) {
    return moved.computeIfAbsent(attempt, none -> new Moved(stage));
  }

  private Minute minute(long number) {
    int place = (int) (number % MINUTES);
    if (ring[place].number < number) {
      ring[place] = new Minute();
      ring[place].number = number;
    }
    return ring[place];
  }
}
