package reelyard.message;

import reelyard.model.Failure;
import reelyard.model.JobState;
import reelyard.model.Progress;
import reelyard.model.Stage;

/**
 * A job as watchers see it. Times are milliseconds since 1970, 0 for not yet; resultBytes 0 until
 * complete; progress and failure may be null.
 */
public record JobView(
    String id,
    String name,
    String input,
    String output,
    String preset,
    JobState state,
    Stage stage,
    int attempt,
    String workerId,
    long inputBytes,
    long resultBytes,
    long submittedMillis,
    long startedMillis,
    long endedMillis,
    Progress progress,
    Failure failure) {}
