package reelyard.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds out which HandBrakeCLI this machine has. */
final class HandBrakeCli {

  private HandBrakeCli() {}

  /**
   * The version, such as "1.6.1". Fails with a message that names the program and the remedy when
   * HandBrakeCLI or ffprobe cannot be run.
   */
  static CompletionStage<String> version(WorkerConfig config) {
    return CompletableFuture.failedFuture(
        new IllegalStateException(config.handbrake() + " cannot be run yet"));
  }
}
