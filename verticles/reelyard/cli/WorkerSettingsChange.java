package reelyard.cli;

import reelyard.message.WorkerView;
import reelyard.model.WeekSchedule;
import reelyard.model.WhenClosed;
import reelyard.model.WorkerSettings;

/**
 * What of a worker's settings shall be other than now; null leaves it.
 *
 * @param zone {@value #OWN} for the worker's own
 */
record WorkerSettingsChange(
    WeekSchedule schedule, WhenClosed whenClosed, String zone, Integer share) {

  static final String OWN = "own";

  WorkerSettingsChange {
    if (zone != null && !zone.equals(OWN)) {
      // Refuses what is no zone before anybody is asked anything.
      new WorkerSettings(null, null, zone, 0);
    }
    if (share != null) {
      new WorkerSettings(null, null, null, share);
    }
  }

  /** Whether anything changes. */
  boolean any() {
    return schedule != null || whenClosed != null || zone != null || share != null;
  }

  /** The settings after the change. */
  WorkerSettings of(WorkerSettings now) {
    return new WorkerSettings(
        schedule == null ? now.schedule() : schedule,
        whenClosed == null ? now.whenClosed() : whenClosed,
        zone == null ? now.zone() : zone.equals(OWN) ? null : zone,
        share == null ? now.share() : share);
  }

  /** The worker as it will be seen after the change. */
  WorkerView shown(WorkerView view) {
    return new WorkerView(
        view.worker(),
        of(WorkerWords.settings(view)),
        view.state(),
        view.control(),
        view.untilMillis(),
        view.note(),
        view.freeBytes(),
        view.queue(),
        view.running(),
        view.lastSeenMillis());
  }
}
