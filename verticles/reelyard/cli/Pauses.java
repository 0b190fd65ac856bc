package reelyard.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waits between questions; Ctrl-C ends the process meanwhile. */
interface Pauses {

  void pause(Duration length);

  /** As long as it says. */
  static void take(Duration length) {
    new CompletableFuture<Void>()
        .completeOnTimeout(null, length.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
