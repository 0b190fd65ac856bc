package reelyard.scheduler;

import java.util.EnumMap;
import java.util.Map;
import reelyard.model.Phase;
import reelyard.model.Progress;
import reelyard.model.Stage;

/** A live attempt on its way: what was heard of it and how long each stage worked. */
final class Course {

  /** How long staging may take to put a result in place before its attempt can be fenced. */
  private static final long COMMIT_MILLIS = 150_000;

  private final Map<Stage, Long> worked = new EnumMap<>(Stage.class);
  private final boolean whole;
  private Progress progress;
  private long heardMillis;
  private long countedMillis;
  private long committingUntilMillis;
  private boolean pauseWanted;
  private long pausedSinceMillis;
  private long pausedMillis;

  /**
   * @param whole whether it is known from its beginning, not only since the manager's start
   */
  Course(boolean whole, long now) {
    this.whole = whole;
    heardMillis = now;
    countedMillis = now;
  }

  /** Whether the times of its stages are known. */
  boolean whole() {
    return whole;
  }

  /** The latest report, or null. */
  Progress progress() {
    return progress;
  }

  /** When the worker last spoke of it. */
  long heardMillis() {
    return heardMillis;
  }

  void heardAt(long millis) {
    heardMillis = millis;
  }

  void hear(Progress report, long now) {
    count(now);
    progress = report;
    heardMillis = now;
  }

  /** Time in which the attempt waited for a lane is nobody's work. */
  private void count(long now) {
    if (progress != null && progress.phase() != Phase.WAITING) {
      worked.merge(progress.stage(), Math.max(0, now - countedMillis), Long::sum);
    }
    countedMillis = now;
  }

  /** The result is being put in place, for at most so long. */
  void commit(long now) {
    committingUntilMillis = now + COMMIT_MILLIS;
  }

  boolean commits(long now) {
    return now <= committingUntilMillis;
  }

  /** Whether HandBrake shall be paused now. */
  boolean pauseWanted() {
    return pauseWanted;
  }

  void wantPause(boolean yes, long now) {
    if (yes && !pauseWanted) {
      pausedSinceMillis = now;
    } else if (!yes && pauseWanted) {
      pausedMillis += now - pausedSinceMillis;
    }
    pauseWanted = yes;
  }

  /** How long it was to be paused, as far as its stages' times are known. */
  long pausedMillis(long now) {
    return !whole ? 0 : pausedMillis + (pauseWanted ? now - pausedSinceMillis : 0);
  }

  /** Milliseconds of work in a stage, pauses included; 0 when it was not reached or not seen. */
  long millisIn(Stage stage, long now) {
    count(now);
    return !whole ? 0 : worked.getOrDefault(stage, 0L);
  }
}
