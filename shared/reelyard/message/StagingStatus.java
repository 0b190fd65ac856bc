package reelyard.message;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A staging host and what lies there.
 *
 * @param id its name in the farm
 * @param roots the folders that it serves
 * @param freeBytes where results land, the least of its disks; -1 unknown
 * @param shortage why it takes no more films now for one of its disks at least, in words; or null
 * @param disks where results land, as far as known; none: what is said is true of all
 */
public record StagingStatus(
    String id, List<String> roots, long freeBytes, String shortage, List<StagingDisk> disks) {

  public StagingStatus {
    Objects.requireNonNull(id, "id is missing");
    roots = roots == null ? List.of() : List.copyOf(roots);
    disks = disks == null ? List.of() : List.copyOf(disks);
  }

  /** Of a staging that tells nothing of its disks. */
  public StagingStatus(String id, List<String> roots, long freeBytes, String shortage) {
    this(id, roots, freeBytes, shortage, List.of());
  }

  /** Of a staging with these disks. */
  public static StagingStatus of(String id, List<String> roots, List<StagingDisk> disks) {
    return new StagingStatus(
        id,
        roots,
        disks.stream().mapToLong(StagingDisk::freeBytes).filter(b -> b >= 0).min().orElse(-1),
        disks.stream().map(StagingDisk::shortage).filter(Objects::nonNull).findFirst().orElse(null),
        disks);
  }

  /** Why no film is taken now whose result lands there, in words; or null. */
  public String shortageAt(String target) {
    if (shortage == null || disks.isEmpty()) {
      return shortage;
    }
    return disks.stream()
        .filter(disk -> disk.holds(target))
        .max(Comparator.comparingInt(disk -> disk.folder().length()))
        .map(StagingDisk::shortage)
        .orElse(null);
  }
}
