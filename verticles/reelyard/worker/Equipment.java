package reelyard.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What a worker's attempts work with.
 *
 * @param logs where HandBrake's logs are kept
 * @param events the worker's event loop: everything but blocking work runs there
 * @param blocking threads for what waits on disks and networks
 */
record Equipment(
    String workerId,
    String incarnation,
    WorkerConfig config,
    Scratch scratch,
    Path logs,
    Farm farm,
    Timers timers,
    InstantSource clock,
    Executor events,
    Executor blocking) {

  /** Before a broken transfer is tried again. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /** One transfer, by this worker's limits. */
  FtpTransfer transfer(Consumer<TransferMeter.Reading> listener) {
    return new FtpTransfer(
        workerId, listener, FIRST_PAUSE, Duration.ofSeconds(config.silenceSeconds()));
  }
}
