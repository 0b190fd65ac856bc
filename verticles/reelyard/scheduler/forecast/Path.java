package reelyard.scheduler.forecast;

/** The levels that speak about one kind of work at one worker; their logarithms add up. */
record Path(Level farm, Level recipe, Level kind, Level worker, Level workerKind) {

  /** Variance of the logarithm of one job's speed, before any job ended. */
  private static final double FIRST_NOISE = 0.09;

  /** So many samples of a level weigh as much as all that the level above it knows. */
  private static final double TRUST = 8;

  private static final double VARIANCE_MEMORY = 50;

  /** No sample counts for more than so many deviations: one freak job spoils nothing. */
  private static final double FARTHEST = 3;

  /** Natural logarithm of the expected factor on the first guess. */
  double mean() {
    return farm.mean + recipe.mean + kind.mean + worker.mean + workerKind.mean;
  }

  /** Variance of a job's logarithm about that mean. */
  double variance() {
    return noise() + uncertainty();
  }

  /** A sample came, itself known with that variance. */
  void learn(double sample, double sampleVariance) {
    double uncertainty = uncertainty();
    double noise = noise();
    double expected = noise + uncertainty + sampleVariance;
    double farthest = FARTHEST * Math.sqrt(expected);
    double error = Math.max(-farthest, Math.min(farthest, sample - mean()));
    double step = error / (uncertainty + Level.USUAL_NOISE + sampleVariance);
    double squared = error * error * noise / expected;
    farm.learn(step * farm.uncertainty(), squared);
    recipe.learn(step * recipe.uncertainty(), squared);
    kind.learn(step * kind.uncertainty(), squared);
    worker.learn(step * worker.uncertainty(), squared);
    workerKind.learn(step * workerKind.uncertainty(), squared);
  }

  private double uncertainty() {
    return farm.uncertainty()
        + recipe.uncertainty()
        + kind.uncertainty()
        + worker.uncertainty()
        + workerKind.uncertainty();
  }

  private double noise() {
    return trusted(workerKind, trusted(kind, trusted(farm, FIRST_NOISE)));
  }

  private static double trusted(Level level, double above) {
    double samples = Math.min(level.count, VARIANCE_MEMORY);
    return (samples * level.variance + TRUST * above) / (samples + TRUST);
  }
}
