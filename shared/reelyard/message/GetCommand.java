package reelyard.message;

import java.util.Objects;

/**
 * Asks for HandBrake's command of an attempt.
 *
 * @param attempt counted from 1; 0 for the latest
 */
public record GetCommand(String jobId, int attempt) {

  public GetCommand {
    Objects.requireNonNull(jobId, "jobId is missing");
    if (attempt < 0) {
      throw new IllegalArgumentException("attempt must be 0 or more, not " + attempt);
    }
  }
}
