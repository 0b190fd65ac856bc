package reelyard.model;

/**
 * An attempt that ended: what history keeps, and what the forecast learns from.
 *
 * @param preset the preset's name
 * @param kind of work, as the forecast calls it: the preset and what else makes it slow or fast
 * @param fetchMillis spent in stage 2, waits for a lane left out; likewise transcodeMillis in 3 and
 *     returnMillis in 4; all 0 when the manager was started anew meanwhile
 * @param pausedMillis of transcodeMillis, in which HandBrake was paused
 * @param expectedSeconds what the forecast said when the attempt began, -1 for nothing to compare
 * @param outcome COMPLETE, FAILED, STOPPED, or QUEUED when it was given back
 * @param reason why not COMPLETE, else null
 */
public record AttemptRecord(
    String jobId,
    int attempt,
    String workerId,
    String name,
    String user,
    String preset,
    String kind,
    long inputBytes,
    long resultBytes,
    long startedMillis,
    long endedMillis,
    long fetchMillis,
    long transcodeMillis,
    long returnMillis,
    long pausedMillis,
    long expectedSeconds,
    JobState outcome,
    FailureReason reason) {}
