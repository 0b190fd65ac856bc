package reelyard.login;

/** So many at once, and so many a second from then on. Belongs to one thread. */
public final class Allowance {

  private final double perSecond;
  private final double most;
  private double left;
  private long sinceMillis;

  /**
   * @param most at once
   * @param now milliseconds of a clock that never jumps
   */
  public Allowance(double perSecond, double most, long now) {
    this.perSecond = perSecond;
    this.most = most;
    this.left = most;
    this.sinceMillis = now;
  }

  /** Whether one more is allowed, which counts then. */
  public boolean take(long now) {
    left = Math.min(most, left + Math.max(0, now - sinceMillis) * perSecond / 1_000);
    sinceMillis = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
