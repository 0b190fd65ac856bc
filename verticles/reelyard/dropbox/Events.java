package reelyard.dropbox;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from the file system in which folders something new lies, where it tells: network mounts do
 * not, and there are only so many folders that it watches.
 */
final class Events implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Events.class);

  private final WatchService service;
  private final Map<Path, WatchKey> keys = new HashMap<>();
  private boolean complained;

  /**
   * @throws IOException when this machine has no such thing
   */
  Events(Path somewhere) throws IOException {
    this.service = somewhere.getFileSystem().newWatchService();
  }

  /** Watches these folders, and no other. */
  void watch(Collection<Path> folders) {
    Set<Path> wanted = new HashSet<>(folders);
    keys.entrySet()
        .removeIf(
            entry -> {
              boolean gone = !wanted.contains(entry.getKey()) || !entry.getValue().isValid();
              if (gone) {
                entry.getValue().cancel();
              }
              return gone;
            });
    for (Path folder : wanted) {
      if (!keys.containsKey(folder) && !watch(folder)) {
        return;
      }
    }
  }

  private boolean watch(Path folder) {
    try {
      keys.put(folder, folder.register(service, StandardWatchEventKinds.ENTRY_CREATE));
      return true;
    } catch (ClosedWatchServiceException e) {
      return false;
    } catch (IOException e) {
      if (!complained) {
        complained = true;
        log.info(
            "the file system does not tell of new files in {} ({}): they are found later, by"
                + " looking",
            Sayable.shown(folder),
            Sayable.shown(e));
      }
      return false;
    }
  }

  /** The folders in which something appeared since it was asked last. */
  Set<Path> poll() {
    Set<Path> folders = new HashSet<>();
    for (WatchKey key = service.poll(); key != null; key = service.poll()) {
      key.pollEvents();
      key.reset();
      folders.add((Path) key.watchable());
    }
    return folders;
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
