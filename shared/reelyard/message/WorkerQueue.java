package reelyard.message;

import java.util.List;

/**
 * The jobs of one worker, the first to run at index 0. Jobs are the same when their ids are equal.
 *
 * @param nowMillis the scheduler's clock, by which commands have their deadlines
 */
public record WorkerQueue(String workerId, List<QueuedJob> jobs, long nowMillis) {}
