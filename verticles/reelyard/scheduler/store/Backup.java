package reelyard.scheduler.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Writes a copy under another name, and gives it its own when it is whole and on the disk. */
final class Backup {

  private final Database database;
  private final Path file;

  Backup(Database database, Path file) {
    this.database = database;
    this.file = file.toAbsolutePath().normalize();
  }

  /** Completes with the copy's size in bytes, on a thread of its own. */
  CompletionStage<Long> start() {
    CompletableFuture<Long> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                done.complete(write());
              } catch (SQLException | RuntimeException e) {
                done.completeExceptionally(database.explain("backing up to " + file, e));
              } catch (IOException e) {
                done.completeExceptionally(
                    new StoreException(
                        "the backup %s could not be written (%s): look at its folder's space and permissions"
                            .formatted(file, e),
                        e));
              }
            },
            "store-backup");
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  private long write() throws SQLException, IOException {
    refuseExisting();
    if (file.getParent() == null || !Files.isDirectory(file.getParent())) {
      throw new StoreException(
          "the backup's folder %s does not exist: create it, or name another"
              .formatted(file.getParent()),
          null);
    }
    // Beside the file, so that giving the name is one step; short, since names may be long already.
    Path part = file.resolveSibling(".reelyard-" + UUID.randomUUID() + ".part");
    try {
      database.copyTo(part);
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      long size = Files.size(part);
      name(part);
      syncFolder();
      return size;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** A link, unlike a rename, never replaces what came in between. */
  private void name(Path part) throws IOException {
    try {
      Files.createLink(file, part);
    } catch (FileAlreadyExistsException e) {
      throw exists(e);
    } catch (UnsupportedOperationException | IOException e) {
      // File systems without links.
      refuseExisting();
      Files.move(part, file);
    }
  }

  private void syncFolder() throws IOException {
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private void refuseExisting() {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(null);
    }
  }

  private StoreException exists(Exception cause) {
    return new StoreException(
        "%s exists already and was left as it is: name a file that does not".formatted(file),
        cause);
  }
}
