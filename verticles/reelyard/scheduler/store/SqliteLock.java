package reelyard.scheduler.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes one manager a file's only one, until it ends in whatever way. The lock is a file beside the
 * database that stays for ever: a lock on a file that somebody deletes locks nothing.
 */
final class SqliteLock implements AutoCloseable {

  /**
   * Those that this process holds. The system's locks belong to processes, and closing any channel
   * of a file drops the process's lock on it: so no second channel may ever be opened.
   */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path file;
  private final FileChannel channel;
  private boolean closed;

  private SqliteLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock at once.
   *
   * @param database with links resolved
   * @throws StoreException when another manager has it, or the folder forbids it
   */
  static SqliteLock of(Path database) {
    Path file = database.resolveSibling(database.getFileName() + ".lock");
    synchronized (HELD) {
      if (!HELD.add(file)) {
        throw taken(database, "this same process");
      }
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw taken(database, "process " + holder(channel));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
          0);
      return new SqliteLock(file, channel);
    } catch (IOException e) {
      giveUp(file, channel);
      throw new StoreException(
          "%s cannot be locked (%s), so another manager could write into it too: its folder must be"
                  .formatted(database, e)
              + " writable, and on a disk that knows locks",
          e);
    } catch (StoreException e) {
      giveUp(file, channel);
      throw e;
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      giveUp(file, channel);
    }
  }

  private static void giveUp(Path file, FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new StoreException(file + " could not be closed", e);
    } finally {
      synchronized (HELD) {
        HELD.remove(file);
      }
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
    return pid.matches("\\d+") ? pid : "unknown";
  }

  private static StoreException taken(Path database, String who) {
    return new StoreException(
        "%s is in use by another manager (%s): stop it first, or give this one a file of its own in"
                .formatted(database, who)
            + " scheduler.store.url",
        null);
  }
}
