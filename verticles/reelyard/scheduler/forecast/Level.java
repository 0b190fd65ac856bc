package reelyard.scheduler.forecast;

import reelyard.model.LearnedSpeed;

/** One learned factor, as the logarithm that is added to the levels above. */
final class Level {

  private static final double WIDEST = 60;
  private static final double LARGEST_VARIANCE = 9;
  private static final long VARIANCE_MEMORY = 30;

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

  /** Variance of the mean, when each sample's is that noise. */
  double uncertainty(double noise) {
    return 1 / (1 / scope.prior + Math.min(count, scope.memory) / noise);
  }

  /** A sample moves the mean by the step; a vague one makes what is known no surer. */
  void move(double step, boolean vague) {
    if (this != NONE) {
      mean = Math.max(-WIDEST, Math.min(WIDEST, mean + step));
      count = vague && count > 0 ? count : Math.min(count + 1, Long.MAX_VALUE - 1);
    }
  }

  /** The variance, which was that much, goes towards a squared deviation. */
  void widen(double before, double squared) {
    if (this != NONE) {
      double known = count == 0 ? before : variance;
      double gain = 1.0 / Math.min(count + 1, VARIANCE_MEMORY);
      variance = known + gain * (Math.min(squared, LARGEST_VARIANCE) - known);
    }
  }
}
