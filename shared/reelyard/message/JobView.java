package reelyard.message;

import reelyard.model.Failure;
import reelyard.model.Job;
import reelyard.model.JobState;
import reelyard.model.Progress;
import reelyard.model.Receipt;
import reelyard.model.Stage;

/**
 * A job as watchers see it. Times are milliseconds since 1970, 0 for not yet; resultBytes 0 until
 * complete; progress, failure, receipt and resultRoot (of the result's block hashes, see {@link
 * reelyard.model.Blocks}) may be null.
 */
public record JobView(
    String id,
    String name,
    String description,
    String user,
    String input,
    String output,
    String preset,
    int priority,
    String pool,
    JobState state,
    boolean suspended,
    boolean archived,
    Stage stage,
    int attempt,
    String workerId,
    long inputBytes,
    long resultBytes,
    long notBeforeMillis,
    long submittedMillis,
    long startedMillis,
    long endedMillis,
    Progress progress,
    Failure failure,
    String staging,
    Receipt receipt,
    long undoneMillis,
    String resultRoot) {

  /** The job with its live attempt's latest report, or null. */
  public static JobView of(Job job, Progress progress) {
    return new JobView(
        job.id(),
        job.spec().name(),
        job.spec().description(),
        job.spec().user(),
        job.spec().input(),
        job.spec().output(),
        job.spec().preset(),
        job.priority(),
        job.pool(),
        job.state(),
        job.suspended(),
        job.archived(),
        job.stage(),
        job.attempt(),
        job.workerId(),
        job.inputBytes(),
        job.resultBytes(),
        job.notBeforeMillis(),
        job.submittedMillis(),
        job.startedMillis(),
        job.endedMillis(),
        progress,
        job.failure(),
        job.staging(),
        job.receipt(),
        job.undoneMillis(),
        job.resultRoot());
  }
}
