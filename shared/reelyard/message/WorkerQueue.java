package reelyard.message;

import java.util.List;

/**
 * The jobs of one worker, the first to run at index 0. Jobs are the same when their ids are equal.
 */
public record WorkerQueue(String workerId, List<QueuedJob> jobs) {}
