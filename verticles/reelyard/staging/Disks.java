package reelyard.staging;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room there is where results land. */
@FunctionalInterface
public interface Disks {

  /**
   * A file system.
   *
   * @param identity equal for the same one
   */
  record Disk(Object identity, long freeBytes, long totalBytes) {}

  /** That of a file or folder that exists. */
  Disk of(Path existing) throws IOException;

  /** As the system tells. */
  static Disks real() {
    return existing -> {
      FileStore store = Files.getFileStore(existing);
      return new Disk(store, store.getUsableSpace(), store.getTotalSpace());
    };
  }
}
