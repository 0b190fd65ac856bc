package reelyard.message;

/**
 * A staging host as the scheduler knows it.
 *
 * @param here whether it spoke of late
 * @param heardMillis when it spoke last, since 1970; 0 for never
 */
public record StagingView(StagingStatus status, boolean here, long heardMillis) {}
