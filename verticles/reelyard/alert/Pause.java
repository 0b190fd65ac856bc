package reelyard.alert;

/** A while of rest. A clock that is set back ends it: better early than hours late. */
final class Pause {

  private long since;
  private long millis;

  void begin(long now, long forMillis) {
    since = now;
    millis = forMillis;
  }

  boolean isOver(long now) {
    return left(now) == 0;
  }

  /** In milliseconds. */
  long left(long now) {
    return now < since ? 0 : Math.max(0, since + millis - now);
  }
}
