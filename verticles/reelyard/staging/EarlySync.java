package reelyard.staging;

import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Brings a part file to the disk while the rest of it still comes, so that its commit waits for
 * little. Proves nothing: the commit asks the disk once more.
 */
final class EarlySync {

  /** Less is hardly worth a disk's while. */
  private static final long STEP = 32 << 20;

  private final Path part;
  private final Executor disk;
  private final Consumer<IOException> lost;
  private final AtomicBoolean running = new AtomicBoolean();
  private long since;

  /**
   * @param disk runs what waits for it
   * @param lost hears that something of the file did not come to the disk; the system says so once
   */
  EarlySync(Path part, Executor disk, Consumer<IOException> lost) {
    this.part = part;
    this.disk = disk;
    this.lost = lost;
  }

  /** So many bytes more were written, by the one who writes. */
  void wrote(int bytes) {
    since += bytes;
    if (since >= STEP && !running.get()) {
      begin();
    }
  }

  /** No more comes. */
  void end() {
    if (since > 0) {
      begin();
    }
  }

  private void begin() {
    since = 0;
    running.set(true);
    try {
      disk.execute(this::sync);
    } catch (RejectedExecutionException e) {
      // Staging stops; no commit follows.
      running.set(false);
    }
  }

  // By a descriptor of its own: the upload's may be closed at any time, and that would wait.
  private void sync() {
    try (FileChannel file = FileChannel.open(part, WRITE, LinkOption.NOFOLLOW_LINKS)) {
      file.force(false);
    } catch (NoSuchFileException e) {
      // It has its final name, or is gone.
    } catch (IOException e) {
      lost.accept(e);
    } finally {
      running.set(false);
    }
  }
}
