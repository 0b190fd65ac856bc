package reelyard.message;

import java.util.List;

/**
 * Whether the farm knows this worker (else it registers again), which of its attempts ended without
 * it, and which shall be paused now: any other goes on.
 *
 * @param nowMillis the scheduler's clock, by which commands have their deadlines
 */
public record HeartbeatAnswer(
    boolean known, List<AttemptId> fenced, List<AttemptId> paused, long nowMillis) {}
