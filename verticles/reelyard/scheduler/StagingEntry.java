package reelyard.scheduler;

import java.util.List;
import reelyard.message.StagingStatus;
import reelyard.message.StagingView;

/** A staging host in the scheduler's hands. */
final class StagingEntry {

  private final String id;

  /** What it said last; null before. */
  StagingStatus status;

  /** When it spoke last, or was first expected to. */
  long heardMillis;

  boolean away;

  /** People know that it is short of space. */
  boolean toldLowSpace;

  StagingEntry(String id, long now) {
    this.id = id;
    this.heardMillis = now;
  }

  String id() {
    return id;
  }

  /** Why it takes no more films, in its own words; or null. */
  String shortage() {
    return status == null ? null : status.shortage();
  }

  boolean isOpen() {
    return !away && shortage() == null;
  }

  StagingView view() {
    return status == null
        ? new StagingView(new StagingStatus(id, List.of(), -1, null), false, 0)
        : new StagingView(status, !away, heardMillis);
  }
}
