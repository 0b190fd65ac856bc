package reelyard.worker;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much room scratch can give beyond what is promised, as of a moment ago; a disk that hangs
 * keeps nobody waiting.
 */
final class FreeSpace {

  private static final Logger log = LoggerFactory.getLogger(FreeSpace.class);

  private static final long UNKNOWN = -1;

  private final Scratch scratch;
  private final Executor blocking;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile long bytes = UNKNOWN;

  FreeSpace(Scratch scratch, Executor blocking) {
    this.scratch = scratch;
    this.blocking = blocking;
  }

  /** What was free at the last look, -1 unknown; looks again for the next time. */
  long bytes() {
    if (looking.compareAndSet(false, true)) {
      blocking.execute(this::look);
    }
    return bytes;
  }

  private void look() {
    try {
      bytes = scratch.room().obtainableBytes();
    } catch (IOException e) {
      log.debug("nobody knows how much {} has free", scratch, e);
      bytes = UNKNOWN;
    } finally {
      looking.set(false);
    }
  }
}
