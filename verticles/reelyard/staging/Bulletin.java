package reelyard.staging;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import reelyard.address.Addresses;
import reelyard.message.StagingStatus;

/**
 * Says how this staging is: again and again, and at once when it changes. On a disk that hangs it
 * goes on saying what it knew before.
 */
final class Bulletin {

  private final Once<String, StagingStatus> measuring = new Once<>(this::measured);
  private final Reservations reservations;
  private final List<Path> roots;
  private final Farm farm;
  private final Threads disk;
  private StagingStatus latest;

  /**
   * @param name of this staging in the farm
   */
  Bulletin(String name, List<Path> roots, Reservations reservations, Farm farm, Threads disk) {
    this.reservations = reservations;
    this.roots = roots;
    this.farm = farm;
    this.disk = disk;
    this.latest = new StagingStatus(name, roots.stream().map(Path::toString).toList(), -1, null);
  }

  /** Says it, and looks whether it is so still. */
  void say() {
    farm.say(Addresses.STAGING_STATUS, latest);
    look();
  }

  /** Looks how it is, and says it if it came to be short of space, or no longer is. */
  void look() {
    measuring
        .ask(latest.id())
        .thenAccept(
            now -> {
              boolean first = latest.freeBytes() < 0 && now.freeBytes() >= 0;
              boolean changed = !Objects.equals(now.shortage(), latest.shortage());
              latest = now;
              if (first || changed) {
                farm.say(Addresses.STAGING_STATUS, now);
              }
            });
  }

  private CompletionStage<StagingStatus> measured(String name) {
    return disk.run(
        () ->
            new StagingStatus(
                name, latest.roots(), reservations.free(roots), reservations.shortage()));
  }
}
