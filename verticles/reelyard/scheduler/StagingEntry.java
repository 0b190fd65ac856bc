package reelyard.scheduler;

import java.util.List;
import reelyard.message.StagingDisk;
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

  /** Whether jobs can be started whose results land there, as far as staging is concerned. */
  boolean isOpen(String target) {
    return !away && shortageAt(target) == null;
  }

  /** Why no job can be started whose result lands there, in its own words; or null. */
  String shortageAt(String target) {
    return status == null ? null : status.shortageAt(target);
  }

  boolean isOpen() {
    return !away && shortage() == null;
  }

  /** The folders whose jobs cannot be started for want of space; "" stands for all. */
  List<String> shortFolders() {
    if (shortage() == null || status.disks().isEmpty()) {
      return shortage() == null ? List.of() : List.of("");
    }
    return status.disks().stream()
        .filter(disk -> disk.shortage() != null)
        .map(StagingDisk::folder)
        .toList();
  }

  StagingView view() {
    return status == null
        ? new StagingView(new StagingStatus(id, List.of(), -1, null), false, 0)
        : new StagingView(status, !away, heardMillis);
  }
}
