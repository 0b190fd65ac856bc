package reelyard.model;

/**
 * One progress report: percent 0-100 of the stage, ETA in seconds to the end of the stage (-1
 * unknown), speed in the unit given (0 unknown). Pass counts from 1. SentMillis is the worker's
 * clock.
 */
public record Progress(
    String jobId,
    int attempt,
    String workerId,
    Stage stage,
    Phase phase,
    double percent,
    long etaSeconds,
    double speed,
    SpeedUnit unit,
    int pass,
    int passCount,
    long sentMillis) {}
