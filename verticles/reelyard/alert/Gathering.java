package reelyard.alert;

import java.time.Duration;

/**
 * When several alerts for the same receiver become one message.
 *
 * @param span how long the end of a job waits for others; zero is not at all
 * @param above when more than so many wait, they go as one even without a span
 */
record Gathering(Duration span, int above) {

  /** Each by itself: what programs want. */
  static final Gathering NEVER = new Gathering(Duration.ZERO, Integer.MAX_VALUE);

  /**
   * How long the telling is still held back. The alert's own time counts, which outlives restarts.
   */
  long holds(Telling telling, long now) {
    long age = now - telling.alert().millis();
    return telling.topic().isUrgent() || age < 0 ? 0 : Math.max(0, span.toMillis() - age);
  }

  /** Whether that telling takes all along that wait for the same receiver. */
  boolean gathers(Telling first, int together) {
    return together > above || (together > 1 && !span.isZero() && !first.topic().isUrgent());
  }
}
