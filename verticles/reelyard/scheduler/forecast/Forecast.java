package reelyard.scheduler.forecast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import reelyard.model.AttemptRecord;
import reelyard.model.JobState;
import reelyard.model.LearnedSpeed;

/**
 * Expects how long work takes at each worker, from what ended so far: bytes transcoded a second by
 * worker and kind of work, bytes moved a second by worker, and the size of results by kind ({@link
 * Model} has the formulas). Knows no clock and no chance: the same history gives the same estimate.
 */
public final class Forecast {

  private static final int WORKERS = 1000;
  private static final long PACE_BYTES = 1_000_000_000;
  private static final double MOST_SPREAD = 2;

  /**
   * Seconds that HandBrakeCLI takes before its first picture and after its last, with the checks
   * around it. Bare HandBrakeCLI 1.6.1 took 0.66 s for that on 2 cores of an EPYC, whatever the
   * preset: clips of 1, 4, 16 and 40 s took 0.70, 1.06, 2.17 and 3.77 s with Fast 1080p30.
   */
  private static final double START_UP_SECONDS = 1;

  /** To log in, to hash and to rename. */
  private static final double TRANSFER_START_UP_SECONDS = 0.2;

  /** A slow machine at 1080p, before any job ended. */
  private static final double FIRST_TRANSCODE_BYTES_PER_SECOND = 1_000_000;

  /** Half of what a gigabit cable carries, before any transfer ended. */
  private static final double FIRST_TRANSFER_BYTES_PER_SECOND = 60_000_000;

  private final Rate transcode =
      new Rate(new Model("speed", true, true), START_UP_SECONDS, FIRST_TRANSCODE_BYTES_PER_SECOND);
  private final Rate fetch =
      new Rate(
          new Model("fetch", true, false),
          TRANSFER_START_UP_SECONDS,
          FIRST_TRANSFER_BYTES_PER_SECOND);
  private final Rate giveBack =
      new Rate(
          new Model("return", true, false),
          TRANSFER_START_UP_SECONDS,
          FIRST_TRANSFER_BYTES_PER_SECOND);
  private final Model size = new Model("size", false, true);

  private final PastErrors farmErrors = new PastErrors();
  private final Latest<PastErrors> errors = new Latest<>(WORKERS);

  /**
   * Takes over what an earlier forecast gave to keep; for a new one only.
   *
   * @param latest ended attempts, oldest first
   */
  public void restore(List<LearnedSpeed> speeds, List<AttemptRecord> latest) {
    List<Model> models = List.of(transcode.model, fetch.model, giveBack.model, size);
    speeds.stream()
        .filter(row -> row.workerId() != null && row.kind() != null)
        .sorted(Comparator.comparingLong(LearnedSpeed::count))
        .forEach(row -> models.stream().filter(m -> m.owns(row)).forEach(m -> m.restore(row)));
    latest.stream().filter(Forecast::complete).forEach(this::compare);
  }

  /**
   * Learns from an attempt that ended, and gives what is to be kept. Only complete ones teach how
   * fast the worker transcodes; one that got as far as transcoding teaches how fast it fetches.
   */
  public List<LearnedSpeed> learn(AttemptRecord ended) {
    List<LearnedSpeed> changed = new ArrayList<>();
    Work work = Work.of(ended.kind(), ended.preset(), ended.inputBytes());
    String workerId = ended.workerId();
    boolean complete = complete(ended);
    if (complete || ended.transcodeMillis() > 0) {
      fetch.learn(workerId, work.kind(), work.inputBytes(), seconds(ended.fetchMillis()), changed);
    }
    if (complete) {
      double seconds = seconds(ended.transcodeMillis() - paused(ended));
      transcode.learn(workerId, work.kind(), work.inputBytes(), seconds, changed);
      giveBack.learn(
          workerId, work.kind(), ended.resultBytes(), seconds(ended.returnMillis()), changed);
      learnSize(work, ended.resultBytes(), changed);
      compare(ended);
    }
    return changed;
  }

  private void learnSize(Work work, long resultBytes, List<LearnedSpeed> changed) {
    if (work.inputBytes() > 0 && resultBytes > 0) {
      double sample = Math.log((double) resultBytes / work.inputBytes());
      size.learn(null, work.kind(), sample, 0, changed);
    }
  }

  private void compare(AttemptRecord ended) {
    double actual =
        seconds(ended.fetchMillis())
            + seconds(ended.transcodeMillis() - paused(ended))
            + seconds(ended.returnMillis());
    // A result that was kept from an earlier attempt took no time to make.
    boolean made = ended.transcodeMillis() > 0;
    if (ended.expectedSeconds() < 0 || actual <= 0 || !made) {
      return;
    }
    farmErrors.add((double) ended.expectedSeconds(), actual);
    if (ended.workerId() != null) {
      PastErrors known = errors.get(ended.workerId());
      PastErrors kept = known == null ? new PastErrors() : known;
      kept.add((double) ended.expectedSeconds(), actual);
      errors.put(ended.workerId(), kept);
    }
  }

  /** How long that work takes at that worker; null for a worker of which nothing is known. */
  public Estimate estimate(String workerId, Work work) {
    Path fetching = fetch.model.path(workerId, work.kind());
    Path transcoding = transcode.model.path(workerId, work.kind());
    Path returning = giveBack.model.path(workerId, work.kind());
    Path sizing = size.path(null, work.kind());
    double resultBytes = work.inputBytes() * Math.exp(sizing.mean());
    double fetchSeconds = fetch.seconds(fetching, (double) work.inputBytes());
    double transcodeSeconds = transcode.seconds(transcoding, (double) work.inputBytes());
    double returnSeconds = giveBack.seconds(returning, resultBytes);
    double variance =
        fetch.variance(fetching, fetchSeconds, 0)
            + transcode.variance(transcoding, transcodeSeconds, 0)
            + giveBack.variance(returning, returnSeconds, sizing.variance());
    double seconds = fetchSeconds + transcodeSeconds + returnSeconds;
    double spread = Math.min(Math.sqrt(variance) / seconds, MOST_SPREAD);
    return new Estimate(fetchSeconds, transcodeSeconds, returnSeconds, spread, learned());
  }

  /** The seconds of {@link #estimate} for any size of that kind of work. */
  public Pace pace(String workerId, String kind) {
    double none = estimate(workerId, new Work(kind, 0)).seconds();
    double some = estimate(workerId, new Work(kind, PACE_BYTES)).seconds();
    return new Pace(none, (some - none) / PACE_BYTES);
  }

  boolean learned() {
    return transcode.model.learned();
  }

  /** Expected bytes of the result for each of the source; 1 before anything is known. */
  public double sizeRatio(Work work) {
    return Math.exp(size.path(null, work.kind()).mean());
  }

  /**
   * In words, what estimates for that worker rest on and how they erred; null for all workers
   * together.
   */
  public String basis(String workerId) {
    PastErrors own = workerId == null ? farmErrors : errors.get(workerId);
    if (own != null && !own.none()) {
      return own.words();
    }
    if (!learned()) {
      return "nothing learned yet: a guess from the size";
    }
    boolean known = workerId == null || transcode.model.samples(workerId) > 0;
    String speed = known ? "learned from ended jobs" : "new worker: speed of the whole farm";
    return farmErrors.none() ? speed : speed + ", " + farmErrors.words();
  }

  private static boolean complete(AttemptRecord ended) {
    return ended.outcome() == JobState.COMPLETE;
  }

  /** Nonsense is no time at all. */
  private static double seconds(long millis) {
    return Math.max(0L, millis) / 1000.0;
  }

  private static long paused(AttemptRecord ended) {
    return Math.max(0, Math.min(ended.pausedMillis(), ended.transcodeMillis()));
  }
}
