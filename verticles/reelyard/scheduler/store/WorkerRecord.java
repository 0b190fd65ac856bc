package reelyard.scheduler.store;

import reelyard.model.WorkerControl;
import reelyard.model.WorkerInfo;
import reelyard.model.WorkerSettings;

/**
 * What is kept of a worker.
 *
 * @param untilMillis when the control ends by itself, 0 for never
 * @param failuresInRow of different jobs, since its last success
 * @param quarantinedMillis since when it is in quarantine, 0 for not
 * @param note why, for people
 */
public record WorkerRecord(
    WorkerInfo info,
    WorkerSettings settings,
    WorkerControl control,
    long untilMillis,
    int failuresInRow,
    long quarantinedMillis,
    String note,
    long heardMillis) {}
