package reelyard.staging;

import static reelyard.model.FailureReason.MANAGER_DISK_FULL;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import reelyard.message.AttemptId;
import reelyard.message.StagingDisk;
import reelyard.model.Sizes;

/**
 * Keeps room for the results under way, and says in words when there is none for more. A result
 * that its disk could not hold were it empty needs next to no room to be begun where nothing else
 * is under way: it may become small enough.
 */
final class Reservations {

  /**
   * A result that has to wait.
   *
   * @param all whether it needs the whole room, for there was less of it than that before
   */
  private record Want(
      String jobId, Path output, Path existing, long bytes, boolean all, long sinceMillis) {}

  /** Hardly a result is smaller than its source by more than this factor. */
  private static final long LARGEST_SHRINKAGE = 100;

  /** Who waited may be gone for good by then: another shall find out how it is. */
  private static final long FORGET_MILLIS = 600_000;

  private final Map<String, Want> wants = new LinkedHashMap<>();
  private final Disks disks;
  private final LongSupplier clock;
  private final Rooms rooms;
  private final Grounds grounds;
  private final RoomLedger ledger;

  /**
   * @param clock milliseconds since 1970
   * @param ledger what uploads need
   */
  Reservations(Disks disks, LongSupplier clock, Rooms rooms, Grounds grounds, RoomLedger ledger) {
    this.grounds = grounds;
    this.ledger = ledger;
    this.disks = disks;
    this.clock = clock;
    this.rooms = rooms;
  }

  /** Keeps room for a result of at most so many bytes, beside those that are under way. */
  Checked<Target> serve(AttemptId attempt, Target target, long bytes) {
    return keep(attempt, target, bytes, want(attempt, target, bytes, false));
  }

  /**
   * The same for a result that is there already, and may have met a full disk before.
   *
   * @param part null when nothing came yet
   */
  Checked<Target> takeBack(AttemptId attempt, Target target, long bytes, PartFile part) {
    long lacks = part == null ? 0 : part.lacks(bytes);
    long needed = Math.max(Space.LEAST_FREE, lacks) + Space.LEAST_FREE;
    return keep(attempt, target, bytes, want(attempt, target, needed, true));
  }

  private Want want(AttemptId attempt, Target target, long bytes, boolean all) {
    Path existing = Rooms.existing(target.path());
    return new Want(attempt.jobId(), target.path(), existing, bytes, all, clock.getAsLong());
  }

  private Checked<Target> keep(AttemptId attempt, Target target, long bytes, Want want) {
    Disks.Disk disk;
    grounds.seen(want.existing());
    try {
      disk = disks.of(want.existing());
    } catch (IOException e) {
      // What cannot be told keeps nothing from being tried.
      return Checked.of(target);
    }
    synchronized (this) {
      if (!fits(want, disk)) {
        wants.put(want.jobId(), want);
        return Checked.failed(MANAGER_DISK_FULL, words(want, disk));
      }
      wants.remove(want.jobId());
      rooms.keep(new RoomNote(attempt, target.path().toString(), bytes));
      return Checked.of(target);
    }
  }

  /** This attempt needs no room any more, and neither do those before it. */
  void over(AttemptId attempt) {
    rooms.release(attempt);
  }

  /** Whether results of other jobs still need room on the disk of this one. */
  boolean othersNeed(AttemptId attempt, Target target) {
    try {
      Object disk = disks.of(Rooms.existing(target.path())).identity();
      return rooms.besides(attempt.jobId(), disk) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean fits(Want want, Disks.Disk disk) {
    if (want.all()) {
      return disk.freeBytes() >= want.bytes();
    }
    long kept = kept(want, disk);
    boolean isTried = kept == 0 && want.bytes() > disk.totalBytes();
    return isTried
        ? disk.freeBytes() >= Math.max(Space.LEAST_FREE, want.bytes() / LARGEST_SHRINKAGE)
        : disk.freeBytes() >= kept + Math.max(Space.LEAST_FREE, want.bytes());
  }

  private long kept(Want want, Disks.Disk disk) {
    return want.all()
        ? 0
        : rooms.besides(want.jobId(), disk.identity()) + ledger.ofUploads(disk.identity());
  }

  private String words(Want want, Disks.Disk disk) {
    long kept = kept(want, disk);
    return "no space left for %s: its disk has %s free%s, and it may need %s: make room there"
        .formatted(
            Shown.name(want.output()),
            Sizes.words(disk.freeBytes()),
            kept == 0
                ? ""
                : " of which results and uploads under way may need " + Sizes.words(kept),
            Sizes.words(want.bytes()));
  }

  /** The disks where results land, and why no more films shall be taken now for them. */
  List<StagingDisk> disks() {
    Map<Object, String> shortages = shortages();
    return grounds.all().stream()
        .map(
            ground ->
                new StagingDisk(
                    ground.folder().toString(),
                    ground.disk().freeBytes(),
                    shortages.get(ground.disk().identity())))
        .toList();
  }

  private Map<Object, String> shortages() {
    List<Want> all;
    synchronized (this) {
      wants.values().removeIf(w -> clock.getAsLong() - w.sinceMillis() > FORGET_MILLIS);
      all = List.copyOf(wants.values());
    }
    Map<Object, String> shortages = new HashMap<>();
    all.forEach(want -> look(want, shortages));
    return shortages;
  }

  private void look(Want want, Map<Object, String> shortages) {
    Disks.Disk disk;
    try {
      disk = disks.of(want.existing());
    } catch (IOException e) {
      disk = null;
    }
    synchronized (this) {
      if (disk != null && !fits(want, disk)) {
        shortages.putIfAbsent(disk.identity(), words(want, disk));
      } else {
        wants.remove(want.jobId(), want);
      }
    }
  }
}
