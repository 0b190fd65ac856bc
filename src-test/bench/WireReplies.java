package bench;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server's replies on their way to the client: some late, some after the next one. */
final class WireReplies {

  /** A reply that waits for the next one waits no longer: there may be none without it. */
  private static final int HELD_MILLIS = 300;

  private static final String BEGINS = "150";

  private final OutputStream out;
  private final WireFaults faults;
  private String held;

  WireReplies(OutputStream out, WireFaults faults) {
    this.out = out;
    this.faults = faults;
  }

  synchronized void pass(String line) throws IOException {
    int millis = faults.nextReplyDelay();
    if (millis > 0) {
      Pause.millis(millis);
    }
    if (line.startsWith(BEGINS) && faults.swapsReplies()) {
      held = line;
      CompletableFuture.delayedExecutor(HELD_MILLIS, TimeUnit.MILLISECONDS)
          .execute(() -> release(line));
    } else {
      FaultyWire.line(out, line);
      if (held != null) {
        faults.happened();
        FaultyWire.line(out, held);
        held = null;
      }
    }
  }

  private synchronized void release(String line) {
    try {
      if (line.equals(held)) {
        held = null;
        faults.notSwapped();
        FaultyWire.line(out, line);
      }
    } catch (IOException e) {
      // The client is gone.
    }
  }
}
