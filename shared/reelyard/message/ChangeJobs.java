package reelyard.message;

import java.util.List;
import java.util.Objects;

/**
 * The same done with one job or many; each by itself, in the order given.
 *
 * @param priority for SET_PRIORITY, else null
 * @param pool for SET_POOL, else null
 * @param before for MOVE_BEFORE, else null
 */
public record ChangeJobs(
    List<String> jobIds, JobAction action, Integer priority, String pool, String before) {

  public static final int MOST = 100_000;

  public ChangeJobs {
    Objects.requireNonNull(action, "action is missing");
    if (jobIds == null || jobIds.isEmpty() || jobIds.size() > MOST) {
      throw new IllegalArgumentException("jobIds must be a list of 1 to " + MOST + " ids");
    }
    jobIds = List.copyOf(jobIds);
  }

  /** An action without an argument. */
  public static ChangeJobs of(JobAction action, String... jobIds) {
    return new ChangeJobs(List.of(jobIds), action, null, null, null);
  }
}
