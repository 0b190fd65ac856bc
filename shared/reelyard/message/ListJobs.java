package reelyard.message;

import java.util.List;
import reelyard.model.JobState;

/**
 * Asks for a page of jobs. Null or empty fields do not filter.
 *
 * @param text words that name, description, input, output or user begin with
 * @param archived true for the archive, false for the queue, null for both
 * @param order QUEUE (running, then waiting ones by priority and place in the queue, which is how
 *     they shall run unless the farm's sort policy or the workers say otherwise; then ended ones,
 *     latest first), NEWEST or OLDEST by submission, ENDED by end, latest first
 * @param cursor next of the page before, null for the first
 * @param limit 1 to 1000; 100 when 0
 */
public record ListJobs(
    List<JobState> states,
    String text,
    String user,
    String pool,
    String workerId,
    Boolean archived,
    Boolean suspended,
    JobOrder order,
    String cursor,
    int limit) {

  public static final int MOST = 1000;

  public ListJobs {
    states = states == null ? List.of() : List.copyOf(states);
    order = order == null ? JobOrder.QUEUE : order;
    limit = limit == 0 ? 100 : limit;
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit must be 1 to " + MOST + ", not " + limit);
    }
  }
}
