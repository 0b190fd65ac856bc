package reelyard.message;

import java.util.List;

/**
 * Whether the farm knows this worker (else it registers again), and which of its attempts ended
 * without it.
 */
public record HeartbeatAnswer(boolean known, List<AttemptId> fenced) {}
