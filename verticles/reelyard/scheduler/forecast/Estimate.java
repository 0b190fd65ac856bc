package reelyard.scheduler.forecast;

/**
 * How long a job will take on a worker, when it waits for nothing.
 *
 * @param fetchSeconds to bring the source; likewise transcodeSeconds and returnSeconds
 * @param spread standard deviation of the natural logarithm of all these seconds
 * @param learned whether any ended job stands behind it, else it is a guess from the size
 */
public record Estimate(
    double fetchSeconds,
    double transcodeSeconds,
    double returnSeconds,
    double spread,
    boolean learned) {

  /** The tenth and the ninetieth percentile of a normal distribution are so many deviations off. */
  static final double FOUR_OUT_OF_FIVE = 1.2816;

  /** As probably too long as too short. */
  public double seconds() {
    return fetchSeconds + transcodeSeconds + returnSeconds;
  }

  /** One job in ten ends earlier. */
  public double low() {
    return seconds() * Math.exp(-FOUR_OUT_OF_FIVE * spread);
  }

  /** One job in ten takes longer. */
  public double high() {
    return seconds() * Math.exp(FOUR_OUT_OF_FIVE * spread);
  }
}
