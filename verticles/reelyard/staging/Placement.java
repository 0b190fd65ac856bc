package reelyard.staging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a whole file its final name in one step, and makes that last a power cut. A name that
 * somebody else took meanwhile is theirs unless overwriting was asked for.
 */
public final class Placement {

  private static final Logger log = LoggerFactory.getLogger(Placement.class);

  /** Gives a file a second name, failing when the name is taken; link(2). */
  @FunctionalInterface
  interface Linker {
    void link(Path newName, Path file) throws IOException;
  }

  private final Linker linker;

  public Placement() {
    this(Files::createLink);
  }

  Placement(Linker linker) {
    this.linker = linker;
  }

  /**
   * Renames within one file system.
   *
   * @throws FileAlreadyExistsException when the target exists and overwrite is false
   */
  public void place(Path part, Path target, boolean overwrite) throws IOException {
    if (overwrite) {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } else {
      placeOnFreeName(part, target);
    }
    sync(target.getParent());
  }

  /**
   * Returns when the folder's entries are on the disk. What stands in it stands: a folder that may
   * not be read, or a file system that syncs none, is no reason to fail.
   */
  public static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      log.warn(
          "{} cannot be synced ({}): what was just put there may not outlast a power cut; let"
              + " staging read that folder, if its file system can sync at all",
          Shown.name(folder),
          Shown.reason(e));
    }
  }

  // rename(2) replaces whatever has the name, link(2) does not: the one atomic "take it if free".
  private void placeOnFreeName(Path part, Path target) throws IOException {
    try {
      linker.link(target, part);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      claimAndMove(part, target);
      return;
    }
    deleteSecondName(part);
  }

  // The result stands by now: a second name left over is untidy, no reason to fail.
  private static void deleteSecondName(Path part) {
    try {
      Files.delete(part);
    } catch (IOException e) {
      log.warn(
          "{} is left over beside its result ({}): it is deleted once that can be done",
          Shown.name(part),
          Shown.reason(e));
    }
  }

  // For file systems without hard links (FAT, some network shares): an empty file claims the name,
  // and the result replaces it. Between the two the name shows an empty file, and a program that
  // replaces files without asking could put its own there and lose it.
  private static void claimAndMove(Path part, Path target) throws IOException {
    Files.createFile(target);
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(target);
      }
      throw e;
    }
  }
}
