package reelyard.message;

import java.util.List;
import reelyard.model.WorkerInfo;
import reelyard.model.WorkerState;

/**
 * A worker as watchers see it: queue holds the ids of waiting jobs in order, running those of live
 * attempts.
 */
public record WorkerView(
    WorkerInfo worker,
    WorkerState state,
    String note,
    List<String> queue,
    List<String> running,
    long lastSeenMillis) {}
