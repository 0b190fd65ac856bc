package reelyard.model;

/**
 * How long a live attempt worked in each stage so far.
 *
 * @param fetchMillis spent in stage 2, waits for a lane left out; likewise transcodeMillis in 3 and
 *     returnMillis in 4
 * @param pausedMillis of transcodeMillis, in which HandBrake was paused
 * @param atMillis when this was so, since 1970, by the manager's clock
 */
public record StageTimes(
    long fetchMillis, long transcodeMillis, long returnMillis, long pausedMillis, long atMillis) {}
