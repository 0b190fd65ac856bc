package reelyard.scheduler;

import java.util.ArrayList;
import java.util.List;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.JobView;
import reelyard.message.QueuedJob;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.HandBrakeArguments;
import reelyard.model.Job;
import reelyard.model.JobState;
import reelyard.model.Progress;
import reelyard.model.Stage;

/** A job in the scheduler's hands: what is stored of it, and what its live attempt reported. */
final class JobEntry {

  /** After the first failure; four times as long after each further one. */
  private static final long FIRST_REST_MILLIS = 2_000;

  private static final int MOST_RESTS = 4;

  /** Place in the order of submission, which is the order of the queue. */
  final long order;

  /** The file that the result becomes, links and dots resolved. */
  final String target;

  private Job job;

  /** The live attempt's latest report, or null. */
  Progress progress;

  /** When the worker last spoke of the live attempt. */
  long heardMillis;

  /** Until when the live attempt may not be fenced, since staging puts its result in place. */
  private long committingUntilMillis;

  /** The latest attempt whose result staging was allowed to put in place, 0 for none. */
  private int committingAttempt;

  /** A failed job rests until then. */
  private long notBeforeMillis;

  /** When the live attempt began to transcode, 0 before. */
  long transcodingSinceMillis;

  JobEntry(long order, Job job, String target) {
    this.order = order;
    this.target = target;
    this.job = job;
  }

  Job job() {
    return job;
  }

  String id() {
    return job.id();
  }

  AttemptId attemptId() {
    return new AttemptId(job.id(), job.attempt());
  }

  boolean holds(AttemptId attempt) {
    return job.state() == JobState.RUNNING && job.attempt() == attempt.attempt();
  }

  /** Staging puts the live attempt's result in place, for at most so long. */
  void commit(long untilMillis) {
    committingUntilMillis = untilMillis;
    committingAttempt = job.attempt();
  }

  /** Whether the live attempt's result is just being put in place. */
  boolean commits(long now) {
    return job.state() == JobState.RUNNING && now <= committingUntilMillis;
  }

  /** Whether staging may have put this attempt's result in place, fenced since or not. */
  boolean mayHaveCommitted(AttemptId attempt) {
    return holds(attempt) || attempt.attempt() == committingAttempt;
  }

  /** Whether the job may be started again. */
  boolean rested(long now) {
    return now >= notBeforeMillis;
  }

  /** The job waits in this worker's queue, or in nobody's when null. */
  void waitAt(String workerId) {
    job = with(JobState.QUEUED, Stage.QUEUED, workerId);
  }

  /** A new attempt begins. */
  void start(String workerId, long now) {
    become(JobState.RUNNING);
    job =
        new Job(
            job.id(),
            job.spec(),
            job.inputBytes(),
            JobState.RUNNING,
            Stage.FETCHING,
            job.attempt() + 1,
            workerId,
            job.failures(),
            job.avoid(),
            job.submittedMillis(),
            now,
            0,
            0,
            null);
    forgetAttempt(now);
  }

  void reach(Stage stage) {
    job = with(job.state(), stage, job.workerId());
  }

  /** The live attempt is given back; it does not count as a failure. */
  void giveBack(long now) {
    become(JobState.QUEUED);
    waitAt(null);
    forgetAttempt(now);
  }

  /** The live attempt failed, and the job gets another, after a rest that grows. */
  void retry(Failure failure, long now) {
    become(JobState.QUEUED);
    List<String> avoid = new ArrayList<>(job.avoid());
    if (failure.workerId() != null && !avoid.contains(failure.workerId())) {
      avoid.add(failure.workerId());
    }
    boolean nobodysFault = failure.reason() == FailureReason.WORKER_LOST;
    long rest = nobodysFault ? 0 : FIRST_REST_MILLIS << (2 * Math.min(job.failures(), MOST_RESTS));
    notBeforeMillis = now + rest;
    job = with(JobState.QUEUED, Stage.QUEUED, null, job.failures() + 1, avoid, 0, 0, failure);
    forgetAttempt(now);
  }

  /** The job ends without a result. */
  void end(JobState state, Failure failure, long now) {
    become(state);
    int failures = job.failures() + (state == JobState.FAILED ? 1 : 0);
    job = with(state, job.stage(), job.workerId(), failures, job.avoid(), now, 0, failure);
    progress = null;
  }

  /** The job ends with its result, whichever attempt made it. */
  void complete(long resultBytes, long now) {
    become(JobState.COMPLETE);
    job =
        with(
            JobState.COMPLETE,
            Stage.COMPLETE,
            job.workerId(),
            job.failures(),
            job.avoid(),
            now,
            resultBytes,
            null);
    progress = null;
  }

  Assignment assignment() {
    return new Assignment(
        attemptId(),
        job.workerId(),
        job.spec().name(),
        job.spec().input(),
        job.inputBytes(),
        job.spec().output(),
        job.spec().overwrite(),
        job.spec().container(),
        job.spec().presetJson(),
        HandBrakeArguments.of(job.spec()));
  }

  QueuedJob queued() {
    return new QueuedJob(job.id(), job.spec().name(), job.inputBytes());
  }

  JobView view() {
    return new JobView(
        job.id(),
        job.spec().name(),
        job.spec().input(),
        job.spec().output(),
        job.spec().preset(),
        job.state(),
        job.stage(),
        job.attempt(),
        job.workerId(),
        job.inputBytes(),
        job.resultBytes(),
        job.submittedMillis(),
        job.startedMillis(),
        job.endedMillis(),
        progress,
        job.failure());
  }

  private void become(JobState next) {
    if (!job.state().mayBecome(next)) {
      throw new IllegalStateException(
          "job " + job.id() + " is " + job.state() + " and cannot become " + next);
    }
  }

  private void forgetAttempt(long now) {
    progress = null;
    heardMillis = now;
    committingUntilMillis = 0;
    transcodingSinceMillis = 0;
  }

  private Job with(JobState state, Stage stage, String workerId) {
    return with(
        state,
        stage,
        workerId,
        job.failures(),
        job.avoid(),
        job.endedMillis(),
        job.resultBytes(),
        job.failure());
  }

  private Job with(
      JobState state,
      Stage stage,
      String workerId,
      int failures,
      List<String> avoid,
      long endedMillis,
      long resultBytes,
      Failure failure) {
    return new Job(
        job.id(),
        job.spec(),
        job.inputBytes(),
        state,
        stage,
        job.attempt(),
        workerId,
        failures,
        avoid,
        job.submittedMillis(),
        job.startedMillis(),
        endedMillis,
        resultBytes,
        failure);
  }
}
