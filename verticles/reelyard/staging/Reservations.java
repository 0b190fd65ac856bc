package reelyard.staging;

import static reelyard.model.FailureReason.MANAGER_DISK_FULL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import reelyard.model.Sizes;

/**
 * Keeps room for the results under way, and says in words when there is none for more. A result
 * beside which nothing else is under way needs next to no room to be begun, so that something
 * always goes on.
 */
final class Reservations {

  /** Room that a door keeps on a file system, less what came of its result already. */
  record Room(Object disk, long bytes) {}

  /**
   * A result that has to wait.
   *
   * @param all whether it needs the whole room, for there was less of it than that before
   */
  private record Want(
      String jobId, Path output, Path existing, long bytes, boolean all, long sinceMillis) {}

  /** Less than any result needs: the disk counts as full. */
  private static final long LEAST_FREE = 64 * 1024;

  /** Hardly a result is smaller than its source by more than this factor. */
  private static final long LARGEST_SHRINKAGE = 100;

  /** Who waited may be gone for good by then: another shall find out how it is. */
  private static final long FORGET_MILLIS = 600_000;

  private final Map<String, Want> wants = new LinkedHashMap<>();
  private final Disks disks;
  private final LongSupplier clock;
  private final Supplier<Collection<Door>> open;

  /**
   * @param clock milliseconds since 1970
   * @param open the doors that are open
   */
  Reservations(Disks disks, LongSupplier clock, Supplier<Collection<Door>> open) {
    this.disks = disks;
    this.clock = clock;
    this.open = open;
  }

  /** Keeps room for a result of at most so many bytes, beside those that are under way. */
  Checked<Target> serve(Door door, Target target, long bytes) {
    return keep(
        door,
        target,
        bytes,
        new Want(
            door.attempt().jobId(),
            target.path(),
            existing(target),
            bytes,
            false,
            clock.getAsLong()));
  }

  /** The same for a result that is there already, and may have met a full disk before. */
  Checked<Target> takeBack(Door door, Target target, long bytes) {
    long fullAt = door.output() == null ? 0 : door.output().fullAt();
    // It is larger than where it broke off, but by how much nobody knows.
    long needed = fullAt == 0 ? LEAST_FREE : Math.max(fullAt, Math.min(2 * fullAt, bytes));
    return keep(
        door,
        target,
        bytes,
        new Want(
            door.attempt().jobId(),
            target.path(),
            existing(target),
            needed + LEAST_FREE,
            true,
            clock.getAsLong()));
  }

  private Checked<Target> keep(Door door, Target target, long bytes, Want want) {
    Disks.Disk disk;
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
      door.keep(new Room(disk.identity(), bytes));
      return Checked.of(target);
    }
  }

  private static Path existing(Target target) {
    Path folder = target.path().getParent();
    return Files.exists(folder) ? folder : target.existing();
  }

  private boolean fits(Want want, Disks.Disk disk) {
    if (want.all()) {
      return disk.freeBytes() >= want.bytes();
    }
    long kept = kept(want, disk);
    return kept == 0
        ? disk.freeBytes() >= Math.max(LEAST_FREE, want.bytes() / LARGEST_SHRINKAGE)
        : disk.freeBytes() >= kept + want.bytes();
  }

  /** What other doors still need there. */
  private long kept(Want want, Disks.Disk disk) {
    return open.get().stream()
        .filter(door -> !door.attempt().jobId().equals(want.jobId()))
        .mapToLong(door -> door.stillNeeds(disk.identity()))
        .sum();
  }

  private String words(Want want, Disks.Disk disk) {
    long kept = want.all() ? 0 : kept(want, disk);
    return "no space left for %s: its disk has %s free%s, and it may need %s: make room there"
        .formatted(
            Shown.name(want.output()),
            Sizes.words(disk.freeBytes()),
            kept == 0 ? "" : " of which results under way may need " + Sizes.words(kept),
            Sizes.words(want.bytes()));
  }

  /** Why no more films shall be taken now, or null. */
  String shortage() {
    List<Want> all;
    synchronized (this) {
      wants.values().removeIf(w -> clock.getAsLong() - w.sinceMillis() > FORGET_MILLIS);
      all = List.copyOf(wants.values());
    }
    for (Want want : all) {
      String words = shortage(want);
      if (words != null) {
        return words;
      }
    }
    return null;
  }

  private String shortage(Want want) {
    Disks.Disk disk;
    try {
      disk = disks.of(want.existing());
    } catch (IOException e) {
      disk = null;
    }
    synchronized (this) {
      if (disk != null && !fits(want, disk)) {
        return words(want, disk);
      }
      wants.remove(want.jobId(), want);
      return null;
    }
  }

  /** Bytes free on the fullest of these folders' disks; -1 when nobody can tell. */
  long free(List<Path> folders) {
    return folders.stream().mapToLong(this::free).filter(free -> free >= 0).min().orElse(-1);
  }

  private long free(Path folder) {
    try {
      return disks.of(folder).freeBytes();
    } catch (IOException e) {
      // It may be mounted later.
      return -1;
    }
  }
}
