package reelyard.model;

import java.util.List;

/**
 * A job with all that the farm keeps of it. What users may change later (priority, pool, flags)
 * stands here; the spec keeps what they asked at first.
 *
 * @param needs what its worker's HandBrake must be able to do
 * @param target the file that the result becomes, links and dots resolved
 * @param rank place among waiting jobs of its priority, lowest first
 * @param suspended waits, or pauses, until it is activated
 * @param archived out of the queue, still to be found
 * @param attempt number of the latest attempt, 0 before the first; the fencing token
 * @param workerId who holds the live attempt or held the last; or null
 * @param incarnation which start of that worker; or null
 * @param committingAttempt the latest attempt whose result staging was allowed to put in place
 * @param mark how staging knows that result again, or null
 * @param replaces how staging knows an earlier result of its own, which its next one may replace;
 *     or null
 * @param failures attempts that failed so far
 * @param losses attempts that ended with their workers, which is nobody's failure
 * @param avoid workers that failed it, oldest first
 * @param notBeforeMillis no attempt begins before
 * @param startedMillis begin of the latest attempt, 0 before the first
 * @param expectedSeconds what the forecast said when the attempt began, -1 for nothing
 * @param staging the host where its files lie
 * @param receipt of a result that took its source's place, or may not; or null
 * @param undoneMillis when the original was brought back, 0 for never
 * @param resultRoot of the result's block hashes ({@link Blocks}); null unknown
 */
public record Job(
    String id,
    JobSpec spec,
    Needs needs,
    String target,
    long inputBytes,
    int priority,
    long rank,
    String pool,
    boolean suspended,
    boolean archived,
    JobState state,
    Stage stage,
    int attempt,
    String workerId,
    String incarnation,
    int committingAttempt,
    String mark,
    String replaces,
    int failures,
    int losses,
    List<String> avoid,
    long notBeforeMillis,
    long submittedMillis,
    long startedMillis,
    long endedMillis,
    long resultBytes,
    long expectedSeconds,
    Failure failure,
    String staging,
    Receipt receipt,
    long undoneMillis,
    String resultRoot) {

  public Job {
    avoid = List.copyOf(avoid);
    staging = staging == null ? JobSpec.ONLY_STAGING : staging;
  }

  /** The same with another spec. */
  public Job withSpec(JobSpec other) {
    return new Job(
        id,
        other,
        needs,
        target,
        inputBytes,
        priority,
        rank,
        pool,
        suspended,
        archived,
        state,
        stage,
        attempt,
        workerId,
        incarnation,
        committingAttempt,
        mark,
        replaces,
        failures,
        losses,
        avoid,
        notBeforeMillis,
        submittedMillis,
        startedMillis,
        endedMillis,
        resultBytes,
        expectedSeconds,
        failure,
        staging,
        receipt,
        undoneMillis,
        resultRoot);
  }
}
