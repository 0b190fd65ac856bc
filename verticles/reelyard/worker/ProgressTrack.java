package reelyard.worker;

import reelyard.model.Phase;

/**
 * Turns HandBrake's reports into the progress of the whole run, which never runs backwards. Told by
 * the thread that reads HandBrake and by the one that pauses it.
 */
final class ProgressTrack {

  /** Where the run is; see {@link TranscodeListener#progress}. */
  record Point(Phase phase, double percent, long etaSeconds, double fps, int pass, int passCount) {}

  static final Point START = new Point(Phase.SCANNING, 0, -1, 0, 1, 1);

  private static final int MOST_PASSES = 100;
  private static final double FASTEST_FPS = 1e6;
  private static final double SLOWEST_FPS = 1e-3;
  private static final long LONGEST_ETA_SECONDS = 400L * 24 * 3600;

  private Point last = START;
  private double passSeconds = -1;
  private boolean paused;

  /** The point after a report. */
  synchronized Point after(Report report) {
    // A pass before the first means that it is not yet at work.
    if (report instanceof Report.Working working && working.pass() >= 1) {
      last = encoding(working);
    } else if (report instanceof Report.Muxing) {
      last = at(Phase.MUXING, last.percent(), -1);
    } else if (report instanceof Report.Searching && last.phase() == Phase.ENCODING) {
      last = at(Phase.ENCODING, last.percent(), -1);
    }
    return shown();
  }

  /** The point where HandBrake pauses, or goes on. */
  synchronized Point paused(boolean nowPaused) {
    paused = nowPaused;
    return shown();
  }

  private Point shown() {
    return paused && last.phase() == Phase.ENCODING
        ? new Point(Phase.PAUSED, last.percent(), -1, 0, last.pass(), last.passCount())
        : last;
  }

  /** The point where HandBrake is gone and the result is looked at. */
  synchronized Point checking() {
    last = at(Phase.CHECKING, 100, 0);
    return last;
  }

  /** The point where the result is decoded: counted anew from 0, for it takes long. */
  synchronized Point proving(double percent, long etaSeconds) {
    last = new Point(Phase.PROVING, percent, etaSeconds, 0, last.pass(), last.passCount());
    return last;
  }

  private Point at(Phase phase, double percent, long etaSeconds) {
    return new Point(phase, percent, etaSeconds, last.fps(), last.pass(), last.passCount());
  }

  private Point encoding(Report.Working working) {
    int passCount = within(working.passCount(), 1, MOST_PASSES);
    int pass = within(working.pass(), 1, passCount);
    double progress = Double.isNaN(working.progress()) ? 0 : clamp(working.progress(), 0, 1);
    double percent = 100 * (pass - 1 + progress) / passCount;
    return new Point(
        Phase.ENCODING,
        Math.max(last.percent(), percent),
        etaSeconds(working.etaSeconds(), passCount - pass, progress),
        working.fps() > SLOWEST_FPS && working.fps() < FASTEST_FPS ? working.fps() : 0,
        pass,
        passCount);
  }

  /** HandBrake's ETA ends with the pass; later passes are taken to last as long as this one. */
  private long etaSeconds(long etaOfPass, int passesAfter, double progress) {
    if (etaOfPass < 0 || etaOfPass > LONGEST_ETA_SECONDS) {
      return -1;
    }
    if (etaOfPass > 0 && progress < 0.99) {
      passSeconds = etaOfPass / (1 - progress);
    }
    if (passesAfter == 0) {
      return etaOfPass;
    }
    return passSeconds < 0 ? -1 : etaOfPass + Math.round(passesAfter * passSeconds);
  }

  private static int within(int value, int least, int most) {
    return Math.max(least, Math.min(most, value));
  }

  private static double clamp(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }
}
