package reelyard.scheduler;

import java.time.Duration;

/** Of several processes that would tell people of alerts, lets one: else each is told twice. */
final class Teller {

  /** It asks once a minute at least. */
  private static final long PATIENCE_MILLIS = Duration.ofMinutes(2).toMillis();

  private String asker;
  private long heardMillis;

  /** Whether it is this one's turn, now that it asks. */
  boolean mayTell(String other, long now) {
    boolean silent = now < heardMillis || now - heardMillis > PATIENCE_MILLIS;
    if (asker == null || asker.equals(other) || silent) {
      asker = other;
      heardMillis = now;
      return true;
    }
    return false;
  }
}
