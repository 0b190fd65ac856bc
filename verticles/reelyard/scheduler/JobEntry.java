package reelyard.scheduler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.JobView;
import reelyard.message.QueuedJob;
import reelyard.model.AttemptRecord;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.HandBrakeArguments;
import reelyard.model.Job;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.Needs;
import reelyard.model.Progress;
import reelyard.model.Receipt;
import reelyard.model.Stage;
import reelyard.model.StageTimes;
import reelyard.model.WhenDone;
import reelyard.scheduler.forecast.Work;

/** A job in the scheduler's hands: what is stored of it, and what its live attempt reported. */
final class JobEntry {

  /** After the first failure; four times as long after each further one. */
  private static final long FIRST_REST_MILLIS = 2_000;

  private static final int MOST_RESTS = 4;

  /** Staging says before that is over that it is short of space, or no longer. */
  private static final long SPACE_REST_MILLIS = 10_000;

  private final String id;
  private final JobSpec spec;
  private final Needs needs;
  private final String target;
  private final long inputBytes;
  private final long submittedMillis;
  private final String staging;
  private final Work work;

  private int priority;
  private String pool;
  private boolean suspended;
  private boolean archived;
  private JobState state;
  private Stage stage;
  private int attempt;
  private String workerId;
  private String incarnation;
  private int committingAttempt;
  private String mark;
  private String replaces;
  private int failures;
  private int losses;
  private List<String> avoid;
  private long notBeforeMillis;
  private long startedMillis;
  private long endedMillis;
  private long resultBytes;
  private long expectedSeconds;
  private Failure failure;
  private Receipt receipt;
  private long undoneMillis;
  private String resultRoot;

  /** Place among waiting jobs of its priority; {@link Line} sets it. */
  long rank;

  /** What the farm sorts by before rank; {@link Line} sets it. */
  double sortKey;

  /** Where a job may run; {@link Line} sets it, one object for all that wait and are equal. */
  Demand demand;

  private Set<String> unmet = Set.of();

  /** In whose queue a waiting job is, or null. */
  private String queuedAt;

  /** Which worker has a good result of an ended attempt, as far as is known; or null. */
  private String resultAt;

  /** The live attempt's course, or null. */
  private Course course;

  JobEntry(Job job, Work work) {
    this.id = job.id();
    this.spec = job.spec();
    this.needs = job.needs();
    this.target = job.target();
    this.inputBytes = job.inputBytes();
    this.submittedMillis = job.submittedMillis();
    this.work = work;
    this.priority = job.priority();
    this.pool = job.pool();
    this.rank = job.rank();
    this.suspended = job.suspended();
    this.archived = job.archived();
    this.state = job.state();
    this.stage = job.stage();
    this.attempt = job.attempt();
    this.workerId = job.workerId();
    this.incarnation = job.incarnation();
    this.committingAttempt = job.committingAttempt();
    this.mark = job.mark();
    this.replaces = job.replaces();
    this.failures = job.failures();
    this.losses = job.losses();
    this.avoid = job.avoid();
    this.notBeforeMillis = job.notBeforeMillis();
    this.startedMillis = job.startedMillis();
    this.endedMillis = job.endedMillis();
    this.resultBytes = job.resultBytes();
    this.expectedSeconds = job.expectedSeconds();
    this.failure = job.failure();
    this.staging = job.staging();
    this.receipt = job.receipt();
    this.undoneMillis = job.undoneMillis();
    this.resultRoot = job.resultRoot();
  }

  /** As it is kept. */
  Job job() {
    return new Job(
        id,
        spec,
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
        state == JobState.QUEUED ? queuedAt : workerId,
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

  JobView view() {
    return JobView.of(job(), progress());
  }

  String id() {
    return id;
  }

  JobSpec spec() {
    return spec;
  }

  Needs needs() {
    return needs;
  }

  /** The file that the result becomes, links and dots resolved. */
  String target() {
    return target;
  }

  /** Where its files lie. */
  String staging() {
    return staging;
  }

  long inputBytes() {
    return inputBytes;
  }

  /** What the forecast needs to know. */
  Work work() {
    return work;
  }

  int priority() {
    return priority;
  }

  String pool() {
    return pool;
  }

  boolean suspended() {
    return suspended;
  }

  boolean archived() {
    return archived;
  }

  JobState state() {
    return state;
  }

  Stage stage() {
    return stage;
  }

  /** Who runs it, or ran it last; or null. */
  String workerId() {
    return workerId;
  }

  /** In whose queue it waits, or null. */
  String queuedAt() {
    return queuedAt;
  }

  /** Which worker could return a result without making it again, as far as is known; or null. */
  String resultAt() {
    return resultAt;
  }

  /** This worker told that it has a good result of an attempt that is over. */
  void resultAt(String worker) {
    resultAt = worker;
  }

  int failures() {
    return failures;
  }

  /** Attempts that ended with their workers. */
  int losses() {
    return losses;
  }

  List<String> avoid() {
    return avoid;
  }

  long notBeforeMillis() {
    return notBeforeMillis;
  }

  long submittedMillis() {
    return submittedMillis;
  }

  long endedMillis() {
    return endedMillis;
  }

  Failure failure() {
    return failure;
  }

  /** The live attempt's latest report, or null. */
  Progress progress() {
    return course == null ? null : course.progress();
  }

  /** The live attempt's course, or null. */
  Course course() {
    return course;
  }

  AttemptId attemptId() {
    return new AttemptId(id, attempt);
  }

  boolean holds(AttemptId asked) {
    return state == JobState.RUNNING && attempt == asked.attempt();
  }

  /** Whether the attempt is over, and not because its own worker gave it up. */
  boolean wasTakenAway(AttemptId asked) {
    boolean gaveUp =
        asked.attempt() == attempt
            && failure != null
            && failure.reason() != FailureReason.WORKER_LOST;
    return asked.attempt() <= attempt && !holds(asked) && !gaveUp;
  }

  /** Whether the live attempt's result is just being put in place. */
  boolean commits(long now) {
    return state == JobState.RUNNING && course.commits(now);
  }

  /** Whether staging may have put this attempt's result in place, fenced since or not. */
  boolean mayHaveCommitted(AttemptId asked) {
    return holds(asked) || asked.attempt() == committingAttempt;
  }

  /** Whether it is complete with this attempt's result. */
  boolean wasMadeBy(AttemptId asked) {
    return state == JobState.COMPLETE && asked.attempt() == committingAttempt;
  }

  /** Whether nothing but workers keeps it from running. */
  boolean runnable(long now) {
    return state == JobState.QUEUED
        && !suspended
        && priority < JobSpec.HELD
        && unmet.isEmpty()
        && notBeforeMillis <= now;
  }

  // ---- what people change

  void setPriority(int other) {
    priority = other;
  }

  void setPool(String other) {
    pool = other;
  }

  /** Jobs that must be complete first and are not. */
  Set<String> unmet() {
    return unmet;
  }

  void await(String other) {
    Set<String> more = new HashSet<>(unmet);
    more.add(other);
    unmet = more;
  }

  void awaitNoMore(String other) {
    Set<String> fewer = new HashSet<>(unmet);
    fewer.remove(other);
    unmet = fewer.isEmpty() ? Set.of() : fewer;
  }

  void suspend(boolean yes) {
    suspended = yes;
  }

  void archive(boolean yes) {
    archived = yes;
  }

  /** Whether its result stands in the place of its source, which can be asked back. */
  boolean replaced() {
    return state == JobState.COMPLETE && spec.replaceSource() && undoneMillis == 0;
  }

  /** When its original was brought back, 0 for never. */
  long undoneMillis() {
    return undoneMillis;
  }

  /** Its original was brought back. */
  void undone(long now) {
    undoneMillis = now;
  }

  /** What its latest result was found to be; null when that is not known. */
  void keepReceipt(Receipt latest) {
    receipt = latest;
  }

  /** An ended job waits again, as if nobody had tried. */
  void runAgain() {
    if (state == JobState.COMPLETE) {
      // The result that stands is an earlier run's: news of it are old.
      committingAttempt = 0;
      replaces = mark;
      mark = null;
    }
    become(JobState.QUEUED);
    stage = Stage.QUEUED;
    archived = false;
    suspended = false;
    failures = 0;
    losses = 0;
    avoid = List.of();
    notBeforeMillis = 0;
    startedMillis = 0;
    endedMillis = 0;
    resultBytes = 0;
    failure = null;
    receipt = null;
    undoneMillis = 0;
    workerId = null;
    resultAt = null;
  }

  // ---- its life

  /** The job waits in this worker's queue, or in nobody's when null. */
  void waitAt(String worker) {
    queuedAt = worker;
  }

  /** A new attempt begins. */
  void start(WorkerEntry worker, long expected, long now) {
    become(JobState.RUNNING);
    stage = Stage.FETCHING;
    attempt++;
    workerId = worker.id();
    incarnation = worker.info().incarnation();
    queuedAt = null;
    resultAt = null;
    startedMillis = now;
    expectedSeconds = expected;
    failure = null;
    course = new Course(true, now);
  }

  /** The attempt's worker was started anew, and goes on with it. */
  void adopt(WorkerEntry worker) {
    incarnation = worker.info().incarnation();
  }

  /** The manager was started anew while an attempt was live. */
  void resume(long now) {
    demand = Demand.of(needs, pool, spec, staging);
    course = new Course(false, now);
    if (committingAttempt == attempt) {
      course.commit(now);
    }
  }

  /** Staging puts the live attempt's result in place, for a while, and knows it again by a mark. */
  void commit(String fileMark, long now) {
    course.commit(now);
    // A staging that was started anew has no file to mark, yet asks about the one it marked before.
    if (fileMark != null || committingAttempt != attempt) {
      mark = fileMark;
    }
    committingAttempt = attempt;
  }

  void reach(Stage next) {
    stage = next;
  }

  /** The live attempt is given back; it does not count as a failure. */
  void giveBack() {
    become(JobState.QUEUED);
    backToQueue();
  }

  /** The live attempt failed, and the job gets another, after a rest that grows. */
  void retry(Failure why, long now) {
    become(JobState.QUEUED);
    notBeforeMillis = now + rest(why);
    count(why);
    failure = why;
    backToQueue();
  }

  private long rest(Failure why) {
    if (why.reason() == FailureReason.WORKER_LOST) {
      return 0;
    }
    return lacksRoom(why)
        ? SPACE_REST_MILLIS
        : FIRST_REST_MILLIS << (2 * Math.min(failures, MOST_RESTS));
  }

  /** The job ends without a result. */
  void end(JobState how, Failure why, long now) {
    become(how);
    if (how == JobState.FAILED) {
      count(why);
    }
    failure = why;
    over(now);
  }

  /** The block hashes of the result that is about to complete the job; null unknown. */
  void provenBy(String root) {
    resultRoot = root;
  }

  /** The job ends with its result, whichever attempt made it. */
  void complete(AttemptId made, long bytes, long now) {
    become(JobState.COMPLETE);
    committingAttempt = made.attempt();
    stage = Stage.COMPLETE;
    resultBytes = bytes;
    failure = null;
    archived = spec.whenDone() == WhenDone.ARCHIVE;
    over(now);
  }

  /** Whether nobody failed: the live attempt is given back until there is room for it. */
  boolean lacksRoom(Failure why) {
    return switch (why.reason()) {
      case MANAGER_DISK_FULL -> true;
      case WORKER_DISK_FULL -> stage == Stage.FETCHING;
      default -> false;
    };
  }

  private void count(Failure why) {
    if (why.reason() == FailureReason.WORKER_LOST) {
      losses++;
    } else if (!lacksRoom(why)) {
      failures++;
      avoid(why.workerId());
    }
  }

  private void avoid(String worker) {
    if (worker != null && !avoid.contains(worker)) {
      List<String> longer = new ArrayList<>(avoid);
      longer.add(worker);
      avoid = List.copyOf(longer);
    }
  }

  private void backToQueue() {
    stage = Stage.QUEUED;
    startedMillis = 0;
    course = null;
  }

  private void over(long now) {
    queuedAt = null;
    endedMillis = now;
    suspended = false;
    unmet = Set.of();
    course = null;
  }

  private void become(JobState next) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException("job " + id + " is " + state + " and cannot become " + next);
    }
    state = next;
  }

  // ---- what others need of it

  Assignment assignment() {
    return new Assignment(
        attemptId(),
        workerId,
        spec.name(),
        spec.input(),
        inputBytes,
        spec.output(),
        spec.overwrite(),
        spec.container(),
        spec.presetJson(),
        HandBrakeArguments.of(spec),
        committingAttempt,
        mark,
        replaces,
        staging,
        spec.replaceSource());
  }

  QueuedJob queued() {
    return new QueuedJob(id, spec.name(), inputBytes);
  }

  /** Of the live attempt, as far as they are known; or null. */
  StageTimes stageTimes(long now) {
    return course == null || !course.whole()
        ? null
        : new StageTimes(
            course.millisIn(Stage.FETCHING, now),
            course.millisIn(Stage.TRANSCODING, now),
            course.millisIn(Stage.RETURNING, now),
            course.pausedMillis(now),
            now);
  }

  /** The live attempt as it ends now. */
  AttemptRecord record(JobState outcome, FailureReason reason, long bytes, long now) {
    return new AttemptRecord(
        id,
        attempt,
        workerId,
        spec.name(),
        spec.user(),
        spec.preset(),
        work.kind(),
        inputBytes,
        bytes,
        startedMillis,
        now,
        course.millisIn(Stage.FETCHING, now),
        course.millisIn(Stage.TRANSCODING, now),
        course.millisIn(Stage.RETURNING, now),
        course.pausedMillis(now),
        course.whole() ? expectedSeconds : -1,
        outcome,
        reason);
  }
}
