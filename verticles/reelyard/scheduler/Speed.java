package reelyard.scheduler;

/** Source bytes transcoded a second: an average in which the latest jobs count most. */
final class Speed {

  /** Weight of the latest job, between the mean of all and the last one alone. */
  private static final double LATEST = 0.3;

  private double bytesPerSecond;

  /** Learns from a finished transcode; too short ones teach nothing. */
  void learn(long bytes, long millis) {
    if (bytes <= 0 || millis <= 0) {
      return;
    }
    double sample = bytes * 1000.0 / millis;
    bytesPerSecond = known() ? bytesPerSecond + LATEST * (sample - bytesPerSecond) : sample;
  }

  boolean known() {
    return bytesPerSecond > 0;
  }

  /** Seconds that so many bytes take. */
  double seconds(long bytes) {
    return bytes / bytesPerSecond;
  }
}
