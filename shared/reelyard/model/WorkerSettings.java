package reelyard.model;

import java.util.Objects;

/**
 * What people set for a worker, kept by the manager over both's restarts.
 *
 * @param zone overrides the worker's own when not null
 * @param share most jobs of one user at a time, 0 for no limit; jobs with ignoreShare are free
 */
public record WorkerSettings(WeekSchedule schedule, WhenClosed whenClosed, String zone, int share) {

  public static final WorkerSettings DEFAULT =
      new WorkerSettings(WeekSchedule.ALWAYS, WhenClosed.FINISH, null, 0);

  public WorkerSettings {
    schedule = Objects.requireNonNullElse(schedule, WeekSchedule.ALWAYS);
    whenClosed = Objects.requireNonNullElse(whenClosed, WhenClosed.FINISH);
    if (zone != null && !java.time.ZoneId.getAvailableZoneIds().contains(zone)) {
      throw new IllegalArgumentException(
          "zone must be a name such as Europe/Berlin or UTC, not " + zone);
    }
    if (share < 0 || share > 64) {
      throw new IllegalArgumentException("share must be 0 (no limit) to 64 jobs, not " + share);
    }
  }
}
