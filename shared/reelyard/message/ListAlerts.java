package reelyard.message;

/**
 * Asks for the latest alerts, told or not.
 *
 * @param limit 1 to {@value #MOST}; as many when 0
 */
public record ListAlerts(int limit) {

  public static final int MOST = 100;

  public ListAlerts {
    limit = limit == 0 ? MOST : limit;
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit must be 1 to " + MOST + ", not " + limit);
    }
  }
}
