package reelyard.worker;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;

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
    Executor blocking) {}
