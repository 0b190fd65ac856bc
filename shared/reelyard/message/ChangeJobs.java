package reelyard.message;

import java.util.List;
import java.util.Objects;

/**
 * The same done with one job or many; each by itself, in the order given.
 *
 * @param priority for SET_PRIORITY, else null
 * @param pool for SET_POOL, else null
 * @param before for MOVE_BEFORE, else null
 * @param onlyUser whose jobs may be changed so, and not moved before others'; null for everybody's.
 *     Set by the door through which a user came, whatever the user says
 */
public record ChangeJobs(
    List<String> jobIds,
    JobAction action,
    Integer priority,
    String pool,
    String before,
    String onlyUser) {

  public static final int MOST = 100_000;

  public ChangeJobs {
    Objects.requireNonNull(action, "action is missing");
    if (jobIds == null || jobIds.isEmpty() || jobIds.size() > MOST) {
      throw new IllegalArgumentException("jobIds must be a list of 1 to " + MOST + " ids");
    }
    jobIds = List.copyOf(jobIds);
  }

  /** With everybody's jobs. */
  public ChangeJobs(
      List<String> jobIds, JobAction action, Integer priority, String pool, String before) {
    this(jobIds, action, priority, pool, before, null);
  }

  /** An action without an argument. */
  public static ChangeJobs of(JobAction action, String... jobIds) {
    return new ChangeJobs(List.of(jobIds), action, null, null, null);
  }

  /** The same with this user's jobs alone; with everybody's when null. */
  public ChangeJobs onlyOf(String user) {
    return new ChangeJobs(jobIds, action, priority, pool, before, user);
  }
}
