package reelyard.model;

import java.util.Objects;

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
    long sentMillis) {

  public Progress {
    Objects.requireNonNull(jobId, "jobId is missing");
    Objects.requireNonNull(workerId, "workerId is missing");
    Objects.requireNonNull(stage, "stage is missing");
  }
}
