package reelyard.scheduler.forecast;

/** The levels that speak about one kind of work at one worker; their logarithms add up. */
record Path(Level farm, Level recipe, Level kind, Level worker, Level workerKind) {

  /** Variance of the logarithm of one job's speed, before any job ended. */
  private static final double FIRST_NOISE = 0.0625;

  /** So many samples of a level weigh as much as all that the level above it knows. */
  private static final double TRUST = 4;

  private static final long VARIANCE_MEMORY = 30;

  /** No sample counts for more than so many deviations: one freak job spoils nothing. */
  private static final double FARTHEST = 3;

  /**
   * Errors of a third count in full even where jobs take very alike, lest change is taken for
   * freaks.
   */
  private static final double ALWAYS_NEAR = 0.3;

  /** A sample whose own variance is so many times the noise says little. */
  private static final double VAGUE = 4;

  /** No machine is steadier than five percent. */
  private static final double LEAST_NOISE = 0.0025;

  /** Natural logarithm of the expected factor on the first guess. */
  double mean() {
    return farm.mean + recipe.mean + kind.mean + worker.mean + workerKind.mean;
  }

  /** Variance of a job's logarithm about that mean. */
  double variance() {
    double noise = noise();
    return noise + uncertainty(noise);
  }

  /** A sample came, itself known with that variance. */
  void learn(double sample, double sampleVariance) {
    double noise = noise();
    double expected = noise + uncertainty(noise) + sampleVariance;
    double farthest = Math.max(FARTHEST * Math.sqrt(expected), ALWAYS_NEAR);
    double error = Math.max(-farthest, Math.min(farthest, sample - mean()));
    double step = error / expected;
    double squared = error * error * noise / expected;
    boolean vague = sampleVariance > VAGUE * noise;
    farm.widen(noise, squared);
    kind.widen(noise, squared);
    workerKind.widen(noise, squared);
    farm.move(step * farm.uncertainty(noise), vague);
    recipe.move(step * recipe.uncertainty(noise), vague);
    kind.move(step * kind.uncertainty(noise), vague);
    worker.move(step * worker.uncertainty(noise), vague);
    workerKind.move(step * workerKind.uncertainty(noise), vague);
  }

  private double uncertainty(double noise) {
    return farm.uncertainty(noise)
        + recipe.uncertainty(noise)
        + kind.uncertainty(noise)
        + worker.uncertainty(noise)
        + workerKind.uncertainty(noise);
  }

  private double noise() {
    return Math.max(LEAST_NOISE, trusted(workerKind, trusted(kind, trusted(farm, FIRST_NOISE))));
  }

  private static double trusted(Level level, double above) {
    double samples = (double) Math.min(level.count, VARIANCE_MEMORY);
    return (samples * level.variance + TRUST * above) / (samples + TRUST);
  }
}
