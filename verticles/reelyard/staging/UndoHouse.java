package reelyard.staging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.staging.undo.UndoBins;

/** The undo bins of this staging, which no other staging touches while it lives. Blocks. */
final class UndoHouse implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(UndoHouse.class);

  private final Path state;
  private final LongSupplier clock;
  private FileChannel lock;
  private UndoBins bins;
  private boolean closed;
  private String trouble = "";

  /**
   * @param state this staging's own folder for what outlives a restart
   * @param clock milliseconds since 1970
   */
  UndoHouse(Path state, LongSupplier clock) {
    this.state = state;
    this.clock = clock;
  }

  /** Settles what an earlier start had begun, if there was one. */
  void recover() {
    if (Files.isDirectory(state) && open().isEmpty()) {
      log.info("{}", whyClosed());
    }
  }

  /** The bins, whatever was begun in them settled; empty while another staging has them. */
  synchronized Optional<UndoBins> open() {
    if (bins == null && !closed && take()) {
      UndoBins mine = new UndoBins(state.resolve("undo"), clock);
      try {
        mine.recover();
        bins = mine;
      } catch (IOException e) {
        trouble = Shown.reason(e);
        release();
      }
    }
    return Optional.ofNullable(bins);
  }

  /** Why they are not open, with the remedy. */
  synchronized String whyClosed() {
    return "nothing can be replaced or undone here, since "
        + Shown.name(state)
        + " is not staging's own ("
        + trouble
        + "): set staging.folder to another folder";
  }

  private boolean take() {
    try {
      Files.createDirectories(state);
      lock =
          FileChannel.open(
              state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock.tryLock() != null) {
        return true;
      }
      trouble = "another staging has it";
    } catch (OverlappingFileLockException e) {
      trouble = "another staging has it";
    } catch (IOException e) {
      trouble = Shown.reason(e);
    }
    release();
    return false;
  }

  private void release() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      log.debug("closing a lock", e);
    }
    lock = null;
  }

  @Override
  public synchronized void close() {
    closed = true;
    bins = null;
    release();
  }
}
