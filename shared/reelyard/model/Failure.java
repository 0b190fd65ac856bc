package reelyard.model;

import java.util.List;
import java.util.Objects;

/**
 * Why a job or a request failed: a sentence that names the thing and the remedy, the last lines of
 * HandBrake's log, and where the whole log lies (null when there is none).
 */
public record Failure(
    FailureReason reason, String message, String workerId, List<String> logTail, String logFile) {

  public Failure {
    Objects.requireNonNull(reason, "reason is missing");
    Objects.requireNonNull(message, "message is missing");
    logTail = logTail == null ? List.of() : List.copyOf(logTail);
  }
}
