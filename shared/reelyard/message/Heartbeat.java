package reelyard.message;

import java.util.List;
import reelyard.model.Progress;

/** What a worker does now: one progress for each attempt it holds. */
public record Heartbeat(String workerId, String incarnation, List<Progress> attempts) {}
