package reelyard.scheduler.forecast;

import java.util.List;
import reelyard.model.LearnedSpeed;

/**
 * A speed in bytes a second with constant seconds before it: {@code seconds = constant + bytes /
 * rate}.
 *
 * <p>Without the constant, short jobs would make a worker look slow. It is a given, not learned:
 * {@link #learn} takes it as known within a half, so that a job hardly longer than the constant
 * teaches hardly anything about the rate.
 */
final class Rate {

  private static final double CONSTANT_UNSURE = 0.5;

  /** What remains of the time at least, when the constant would take all of it. */
  private static final double LEAST_SHARE = 0.2;

  final Model model;
  private final double constantSeconds;
  private final double logGuess;

  Rate(Model model, double constantSeconds, double guessBytesPerSecond) {
    this.model = model;
    this.constantSeconds = constantSeconds;
    this.logGuess = Math.log(guessBytesPerSecond);
  }

  /** So many bytes took so long; nonsense teaches nothing. */
  void learn(String workerId, String kind, long bytes, double seconds, List<LearnedSpeed> changed) {
    if (bytes <= 0 || !(seconds > 0)) {
      return;
    }
    double working = Math.max(seconds - constantSeconds, seconds * LEAST_SHARE);
    double unsure = CONSTANT_UNSURE * constantSeconds / working;
    model.learn(workerId, kind, Math.log(bytes / working) - logGuess, unsure * unsure, changed);
  }

  double seconds(Path path, double bytes) {
    return constantSeconds + bytes / Math.exp(logGuess + path.mean());
  }

  /** Variance of those seconds, in square seconds. */
  double variance(Path path, double seconds, double moreVariance) {
    double working = seconds - constantSeconds;
    double constant = CONSTANT_UNSURE * constantSeconds;
    return working * working * (path.variance() + moreVariance) + constant * constant;
  }
}
