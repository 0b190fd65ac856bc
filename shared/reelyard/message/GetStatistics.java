package reelyard.message;

import reelyard.model.StatisticsBy;

/**
 * Asks what the farm did. Times are milliseconds since 1970; whole days (UTC) count: the one in
 * which the span begins, and every one that begins before its end.
 *
 * @param by PRESET when null
 * @param toMillis 0 for now
 */
public record GetStatistics(StatisticsBy by, long fromMillis, long toMillis) {

  /** The most rows of an answer. */
  public static final int MOST = 1000;

  public GetStatistics {
    by = by == null ? StatisticsBy.PRESET : by;
    toMillis = toMillis == 0 ? Long.MAX_VALUE : toMillis;
    if (fromMillis < 0) {
      throw new IllegalArgumentException("fromMillis must be 0 or more, not " + fromMillis);
    }
    if (toMillis < fromMillis) {
      throw new IllegalArgumentException("toMillis must not be before fromMillis");
    }
  }
}
