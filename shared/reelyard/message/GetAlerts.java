package reelyard.message;

/**
 * Asks for alerts that are still to be told, oldest first.
 *
 * @param asker who tells them: a word of its own for each process that does. Several may stand by,
 *     one tells
 * @param afterId only those with greater ids; 0 for all
 * @param limit how many at most; 0 only says that the asker is still there
 */
public record GetAlerts(String asker, long afterId, int limit) {

  /** The most that one answer holds. */
  public static final int MOST = 1000;

  public GetAlerts {
    if (asker == null || !asker.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "asker must be letters, digits, '.', '_' and '-', at most 64, not " + asker);
    }
    if (limit < 0 || limit > MOST) {
      throw new IllegalArgumentException("limit must be 0 to " + MOST + ", not " + limit);
    }
  }
}
