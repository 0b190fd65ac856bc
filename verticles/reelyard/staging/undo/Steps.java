package reelyard.staging.undo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Single steps on the file system, each of them on the disk before the next one begins; or, for
 * trials that leave nothing, not.
 */
final class Steps {

  /** Ends the name of what is being written; one that is left over tells nothing. */
  static final String DRAFT = ".draft";

  private final Runnable after;
  private final boolean durable;

  /**
   * @param after runs between any two changes: tests end the process there
   */
  Steps(Runnable after) {
    this(after, true);
  }

  private Steps(Runnable after, boolean durable) {
    this.after = after;
    this.durable = durable;
  }

  /** The same without waiting for the disk. */
  Steps fleeting() {
    return new Steps(after, false);
  }

  /** Makes the folder and those above it, as far as they are missing. */
  void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (folder.getParent() != null && !Files.exists(folder.getParent())) {
      makeFolder(folder.getParent());
    }
    Files.createDirectory(folder);
    done(folder.getParent());
  }

  /** Gives the file these contents, whole or not at all. */
  void write(Path file, byte[] contents) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + DRAFT);
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer bytes = ByteBuffer.wrap(contents);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (durable) {
        channel.force(true);
      }
    }
    after.run();
    rename(draft, file);
  }

  /** Gives the file a second name; fails when that is taken. */
  void link(Path newName, Path file) throws IOException {
    try {
      Files.createLink(newName, file);
    } catch (UnsupportedOperationException e) {
      throw new RefusedStepException(
          "lies on a file system that knows no hard links, so it cannot be replaced");
    }
    done(newName.getParent());
  }

  /** Renames in one step; what has the new name already is replaced. */
  void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    sync(to.getParent());
    done(from.getParent());
  }

  /** Deletes a name that may be gone already. */
  void delete(Path name) throws IOException {
    if (Files.deleteIfExists(name)) {
      done(name.getParent());
    }
  }

  private void done(Path folder) throws IOException {
    sync(folder);
    after.run();
  }

  /** Finds out whether what happens in the folder can be on the disk for sure. */
  static void checkSync(Path folder) throws IOException {
    try {
      force(folder);
    } catch (IOException e) {
      throw new RefusedStepException(
          "lies in a folder that cannot be synced (%s), so that a power cut could lose it: let staging read that folder, or leave out --replace"
              .formatted(e.getMessage()));
    }
  }

  /** Returns when the folder's entries are on the disk. */
  private void sync(Path folder) throws IOException {
    if (durable) {
      force(folder);
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
