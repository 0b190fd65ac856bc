package reelyard.message;

import java.util.List;
import reelyard.model.WorkerControl;
import reelyard.model.WorkerInfo;
import reelyard.model.WorkerSettings;
import reelyard.model.WorkerState;

/**
 * A worker as watchers see it: queue holds the ids of waiting jobs in order, running those of live
 * attempts.
 *
 * @param control what people ordered, of it or of the whole farm
 * @param untilMillis when that ends by itself, 0 for never
 * @param note why it is in this state, for people
 * @param freeBytes in its scratch folder, -1 unknown
 */
public record WorkerView(
    WorkerInfo worker,
    WorkerSettings settings,
    WorkerState state,
    WorkerControl control,
    long untilMillis,
    String note,
    long freeBytes,
    List<String> queue,
    List<String> running,
    long lastSeenMillis) {}
