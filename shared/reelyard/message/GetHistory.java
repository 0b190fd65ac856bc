package reelyard.message;

/**
 * Asks what workers did. Null fields do not filter; times are milliseconds since 1970.
 *
 * @param cursor next of the page before, null for the first
 * @param limit of attempts, 1 to 1000; 100 when 0
 */
public record GetHistory(
    String workerId, String jobId, long fromMillis, long toMillis, String cursor, int limit) {

  public GetHistory {
    limit = limit == 0 ? 100 : limit;
    toMillis = toMillis == 0 ? Long.MAX_VALUE : toMillis;
    if (limit < 1 || limit > ListJobs.MOST) {
      throw new IllegalArgumentException("limit must be 1 to " + ListJobs.MOST + ", not " + limit);
    }
  }
}
