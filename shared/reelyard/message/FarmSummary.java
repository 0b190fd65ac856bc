package reelyard.message;

/** The farm in numbers. The ETA is to the end of all jobs, -1 when unknown. */
public record FarmSummary(
    int queued, int running, int complete, int failed, int stopped, long etaSeconds) {}
