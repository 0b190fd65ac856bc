package reelyard.staging;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a part file to the disk while the rest of it still comes, so that its commit waits for
 * little. Proves nothing: the commit asks the disk once more, and then {@link #check} whether the
 * disk told the truth here already.
 */
final class EarlySync {

  private static final Logger log = LoggerFactory.getLogger(EarlySync.class);

  /** Less is hardly worth a disk's while. */
  private static final long STEP = 32 << 20;

  private final Path part;
  private final Executor disk;
  private final Consumer<IOException> lost;
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicLong since = new AtomicLong();
  private IOException failure;

  /**
   * @param disk runs what waits for it
   * @param lost hears that something of the file did not come to the disk; the system says so once
   */
  EarlySync(Path part, Executor disk, Consumer<IOException> lost) {
    this.part = part;
    this.disk = disk;
    this.lost = lost;
  }

  /** So many bytes more were written. */
  void wrote(int bytes) {
    if (since.addAndGet(bytes) >= STEP && !running.get()) {
      begin();
    }
  }

  /** An upload ended. */
  void end() {
    if (since.get() > 0) {
      begin();
    }
  }

  /**
   * Waits for what asks the disk at this moment.
   *
   * @throws IOException when something of the file did not come to the disk
   */
  synchronized void check() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  /** The file is gone, and what was lost with it. */
  synchronized void forget() {
    failure = null;
  }

  private void begin() {
    since.set(0);
    running.set(true);
    try {
      disk.execute(this::sync);
    } catch (RejectedExecutionException e) {
      // Staging stops; no commit follows.
      running.set(false);
    }
  }

  private void sync() {
    IOException broke = null;
    try (FileChannel file = open()) {
      broke = force(file);
    } catch (IOException e) {
      // It has its final name, or is gone; in any case the commit asks for itself.
      log.debug("{} is not brought to the disk early", part, e);
    }
    running.set(false);
    if (broke != null) {
      lost.accept(broke);
    }
  }

  // A descriptor of its own: the upload's may be closed at any time, and that would wait. Reading
  // is enough, and still permitted when the result has its final looks.
  private FileChannel open() throws IOException {
    return FileChannel.open(part, READ, LinkOption.NOFOLLOW_LINKS);
  }

  private synchronized IOException force(FileChannel file) {
    try {
      file.force(false);
      return null;
    } catch (ClosedChannelException e) {
      log.debug("staging stops before {} came to the disk", part);
      return null;
    } catch (IOException e) {
      failure = e;
      return e;
    }
  }
}
