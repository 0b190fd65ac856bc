package reelyard.gateway;

/**
 * Bytes that are kept of what all programs said: of those who are here, and of those who went while
 * others still work at it. Belongs to one thread.
 */
final class Budget {

  private final long most;
  private long here;
  private long gone;

  Budget(long most) {
    this.most = most;
  }

  /** So many more are kept of one who is here. */
  void keep(long more) {
    here += more;
  }

  /** So many more are kept of one who went. */
  void keepOfGone(long more) {
    gone += more;
  }

  /** Whether those who are here keep more than they may, whatever becomes of the rest. */
  boolean isOverdrawn() {
    return here > most;
  }

  boolean hasRoom() {
    return kept() <= most;
  }

  long kept() {
    return here + gone;
  }
}
