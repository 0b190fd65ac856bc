package reelyard.scheduler.forecast;

import reelyard.model.LearnedSpeed;

/** One learned factor, as the logarithm that is added to the levels above. */
final class Level {

  /** Variance of one job's logarithm that is taken to weigh samples against what was known. */
  static final double USUAL_NOISE = 0.04;

  private static final double WIDEST = 60;
  private static final double LARGEST_VARIANCE = 9;
  private static final long VARIANCE_MEMORY = 50;

  /** Is always 0 and never learns. */
  static final Level NONE = new Level(Scope.NOTHING);

  final Scope scope;
  double mean;
  double variance;
  long count;

  Level(Scope scope) {
    this.scope = scope;
  }

  /** Takes over what was kept; nonsense counts as nothing known. */
  void restore(LearnedSpeed kept) {
    boolean sane =
        Math.abs(kept.logRate()) <= WIDEST
            && kept.logVariance() >= 0
            && kept.logVariance() <= LARGEST_VARIANCE
            && kept.count() > 0;
    mean = sane ? kept.logRate() : 0;
    variance = sane ? kept.logVariance() : 0;
    count = sane ? kept.count() : 0;
  }

  /** Variance of the mean: of the prior and the remembered samples together. */
  double uncertainty() {
    return 1 / (1 / scope.prior + Math.min(count, scope.memory) / USUAL_NOISE);
  }

  /** Moves the mean, and the variance towards a squared deviation. */
  void learn(double step, double squared) {
    if (this == NONE) {
      return;
    }
    mean = Math.max(-WIDEST, Math.min(WIDEST, mean + step));
    double gain = 1.0 / Math.min(count + 1, VARIANCE_MEMORY);
    variance += gain * (Math.min(squared, LARGEST_VARIANCE) - variance);
    count = Math.min(count + 1, Long.MAX_VALUE - 1);
  }
}
