package reelyard.message;

/**
 * The farm in numbers, the archive not counted; suspended are among queued and running. The ETA is
 * to the end of all jobs, -1 when unknown.
 */
public record FarmSummary(
    int queued,
    int running,
    int suspended,
    long complete,
    long failed,
    long stopped,
    long archived,
    long etaSeconds) {}
