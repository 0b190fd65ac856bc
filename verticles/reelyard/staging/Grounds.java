package reelyard.staging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The disks on which results land: those of the roots, and those to which targets were seen to
 * lead. Safe to use from several threads. Blocks.
 */
final class Grounds {

  private static final Logger log = LoggerFactory.getLogger(Grounds.class);

  private static final int REMEMBERED = 10_000;

  /** A disk, and the folder at which it begins. */
  record Ground(Path folder, Disks.Disk disk) {}

  private final Map<Path, Path> beginnings = new Remembered<>(REMEMBERED);
  private final Map<Object, Path> known = new LinkedHashMap<>();
  private final List<Path> roots;
  private final Disks disks;

  Grounds(List<Path> roots, Disks disks) {
    this.roots = roots;
    this.disks = disks;
  }

  /** A result may land in this folder, which exists. */
  void seen(Path folder) {
    synchronized (this) {
      if (beginnings.containsKey(folder)) {
        return;
      }
    }
    try {
      Object identity = disks.of(folder).identity();
      Path beginning = folder;
      while (beginning.getParent() != null && isOn(identity, beginning.getParent())) {
        beginning = beginning.getParent();
      }
      synchronized (this) {
        beginnings.put(folder, beginning);
        known.put(identity, beginning);
      }
    } catch (IOException e) {
      log.debug("{} may be mounted later", folder);
    }
  }

  private void rootSeen(Path root) {
    try {
      seen(root.toRealPath());
    } catch (IOException e) {
      log.debug("{} may be mounted later", root);
    }
  }

  private boolean isOn(Object identity, Path folder) {
    return disk(folder).map(disk -> disk.identity().equals(identity)).orElse(false);
  }

  private Optional<Disks.Disk> disk(Path folder) {
    try {
      return Optional.of(disks.of(folder));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** All of them as they are now, each once. */
  List<Ground> all() {
    roots.forEach(this::rootSeen);
    List<Path> folders;
    synchronized (this) {
      folders = List.copyOf(known.values());
    }
    List<Ground> all = new ArrayList<>();
    folders.forEach(folder -> disk(folder).ifPresent(disk -> all.add(new Ground(folder, disk))));
    return all;
  }
}
