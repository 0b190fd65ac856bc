package reelyard.gateway;

/** Bytes that all lines together may keep. Belongs to one thread. */
final class Budget {

  private final long most;
  private long kept;

  Budget(long most) {
    this.most = most;
  }

  /**
   * Keeps so many instead of so many.
   *
   * @return false when they were too many; they count all the same, until they are given back
   */
  boolean change(long before, long now) {
    kept += now - before;
    return now <= before || kept <= most;
  }

  long kept() {
    return kept;
  }
}
