package reelyard.model;

import java.util.List;

/**
 * A job with all that the farm remembers of it.
 *
 * @param attempt number of the latest attempt, 0 before the first; the fencing token
 * @param workerId who holds the live attempt or, while queued, whose queue the job is in; or null
 * @param failures attempts that failed so far
 * @param avoid workers that failed it, oldest first
 * @param startedMillis begin of the latest attempt, 0 before the first
 */
public record Job(
    String id,
    JobSpec spec,
    long inputBytes,
    JobState state,
    Stage stage,
    int attempt,
    String workerId,
    int failures,
    List<String> avoid,
    long submittedMillis,
    long startedMillis,
    long endedMillis,
    long resultBytes,
    Failure failure) {

  public Job {
    avoid = List.copyOf(avoid);
  }
}
