package reelyard.alert;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Pauses that double up to a longest one, each cut by chance by up to a half, so that many senders
 * do not come back at the same moment.
 */
record Backoff(Duration first, Duration longest, DoubleSupplier chance) {

  /** The pause in milliseconds after that many failures in a row. */
  long millis(int failures) {
    double full = first.toMillis() * Math.pow(2, Math.min(failures - 1, 40));
    return Math.round(Math.min(full, (double) longest.toMillis()) * (1 - chance.getAsDouble() / 2));
  }
}
