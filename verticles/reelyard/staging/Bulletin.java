package reelyard.staging;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.bus.Causes;
import reelyard.message.StagingDisk;
import reelyard.message.StagingStatus;

/**
 * Says how this staging is: again and again, and at once when it changes. On a disk that hangs it
 * goes on saying what it knew before.
 */
final class Bulletin {

  private static final Logger log = LoggerFactory.getLogger(Bulletin.class);

  private final Once<String, StagingStatus> measuring = new Once<>(this::measured);
  private final Reservations reservations;
  private final Farm farm;
  private final Threads disk;
  private StagingStatus latest;
  private boolean blind;

  /**
   * @param name of this staging in the farm
   */
  Bulletin(String name, List<String> roots, Reservations reservations, Farm farm, Threads disk) {
    this.reservations = reservations;
    this.farm = farm;
    this.disk = disk;
    this.latest = new StagingStatus(name, roots, -1, null);
  }

  /** Says it, and looks whether it is so still. */
  void say() {
    farm.say(Addresses.STAGING_STATUS, latest);
    look();
  }

  /** Looks how it is, and says it if it came to be short of space, or no longer is. */
  void look() {
    measuring.ask(latest.id()).thenAccept(this::seen).whenComplete((done, e) -> looked(e));
  }

  private void seen(StagingStatus now) {
    boolean first = latest.freeBytes() < 0 && now.freeBytes() >= 0;
    boolean changed = !shortages(now).equals(shortages(latest));
    latest = now;
    if (first || changed) {
      farm.say(Addresses.STAGING_STATUS, now);
    }
  }

  private static List<String> shortages(StagingStatus status) {
    return status.disks().stream().map(StagingDisk::shortage).filter(Objects::nonNull).toList();
  }

  private void looked(Throwable e) {
    if (e != null && !blind) {
      log.error(
          "free space where results land cannot be told ({}), so that jobs may meet full disks:"
              + " mend that",
          Causes.of(e).toString());
    }
    blind = e != null;
  }

  private CompletionStage<StagingStatus> measured(String name) {
    return disk.run(() -> StagingStatus.of(name, latest.roots(), reservations.disks()));
  }
}
