package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reelyard.message.Assignment;
import reelyard.message.AttemptFailed;
import reelyard.message.AttemptId;
import reelyard.message.ChangeJobs;
import reelyard.message.ChangeOutcome;
import reelyard.message.ControlWorkers;
import reelyard.message.Eta;
import reelyard.message.Explanation;
import reelyard.message.FarmSummary;
import reelyard.message.FarmView;
import reelyard.message.GetAttempt;
import reelyard.message.GetEta;
import reelyard.message.GetFarm;
import reelyard.message.GetQueue;
import reelyard.message.Heartbeat;
import reelyard.message.HeartbeatAnswer;
import reelyard.message.JobAction;
import reelyard.message.JobDetails;
import reelyard.message.JobId;
import reelyard.message.JobView;
import reelyard.message.LoseQueue;
import reelyard.message.PauseAttempt;
import reelyard.message.QueuedJob;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;
import reelyard.message.ResultCommitted;
import reelyard.message.SelfTest;
import reelyard.message.SetFarm;
import reelyard.message.SetWorker;
import reelyard.message.StagingStatus;
import reelyard.message.StartJob;
import reelyard.message.StopAttempt;
import reelyard.message.SubmitOutcome;
import reelyard.message.WorkerReason;
import reelyard.message.WorkerTested;
import reelyard.message.WorkerView;
import reelyard.model.Alert;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.Job;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.Phase;
import reelyard.model.Progress;
import reelyard.model.SortPolicy;
import reelyard.model.SpeedUnit;
import reelyard.model.Stage;
import reelyard.model.WeekSchedule;
import reelyard.model.WhenClosed;
import reelyard.model.WorkerControl;
import reelyard.model.WorkerSettings;
import reelyard.model.WorkerState;
import reelyard.scheduler.store.StoreConfig;

/** A core with a clock, a store and workers in a test's hand; jobs are job1, job2 and so on. */
final class FarmInHand {

  static final int LEASE_SECONDS = 12;

  /** A Sunday, 10:00 in UTC. */
  static final long SUNDAY_10 = 1_767_520_800_000L;

  static final StoreConfig NOWHERE = new StoreConfig("memory", "", "", 6);

  static final SchedulerConfig CONFIG =
      new SchedulerConfig(LEASE_SECONDS, 2, 10_000, 1_000_000, 3, 3, 60, 5_000, NOWHERE);

  private final SchedulerConfig config;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<String, String> incarnations = new LinkedHashMap<>();
  private final Map<String, Long> freeBytes = new LinkedHashMap<>();
  private final Set<String> unfit = new HashSet<>();
  private final Map<String, String> stagings = new LinkedHashMap<>();
  private int starts;
  private String nextId;

  final KeptInHand kept = new KeptInHand();
  final List<Decision.Said<?>> said = new ArrayList<>();
  final List<Object> orders = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  Scheduler core;
  long now = SUNDAY_10;

  FarmInHand() {
    this(CONFIG);
  }

  FarmInHand(SchedulerConfig config) {
    this.config = config;
    stagings.put(JobSpec.ONLY_STAGING, null);
    core = newCore();
  }

  private Scheduler newCore() {
    return new Scheduler(config, "epoch" + ++starts, this::newId);
  }

  private String newId() {
    String given = nextId;
    nextId = null;
    return given == null ? "job" + ids.incrementAndGet() : given;
  }

  /** The next job has this id. */
  void nextId(String id) {
    nextId = id;
  }

  /** The manager is killed, and goes on from what was stored, with the latest 200 ended jobs. */
  void restart() {
    restart(200);
  }

  void restart(int latest) {
    core = newCore();
    did(core.restore(kept.load(), kept.ended(latest), now));
  }

  // ---- users

  /** One job each, with nothing but a name; answers their ids. */
  List<String> submit(String... names) {
    return submit(Arrays.stream(names).map(WantedJob::job).toArray(WantedJob[]::new)).stream()
        .map(SubmitOutcome::jobId)
        .toList();
  }

  List<SubmitOutcome> submit(WantedJob... wanted) {
    return submitAs(null, null, wanted);
  }

  List<SubmitOutcome> submitAs(String key, String digest, WantedJob... wanted) {
    return did(core.submit(wishes(wanted), key, digest, kept.submission(key), now)).outcomes();
  }

  static List<Submissions.Wish> wishes(WantedJob... wanted) {
    return Arrays.stream(wanted).map(WantedJob::wish).toList();
  }

  /** The only job's refusal. */
  Failure refused(WantedJob wanted) {
    SubmitOutcome outcome = submit(wanted).get(0);
    assertThat(outcome.jobId()).isNull();
    return outcome.refusal();
  }

  /** Does it, with every job. */
  void change(JobAction action, String... jobs) {
    change(ChangeJobs.of(action, jobs));
  }

  void change(ChangeJobs message) {
    assertThat(outcomes(message)).extracting(ChangeOutcome::refusal).containsOnlyNulls();
  }

  List<ChangeOutcome> outcomes(ChangeJobs message) {
    recall(message.jobIds());
    return did(core.on(message, now)).outcomes();
  }

  /** Why it does not do it with this job. */
  Refusal refusal(JobAction action, String job) {
    Refusal refusal = outcomes(ChangeJobs.of(action, job)).get(0).refusal();
    assertThat(refusal).as("%s %s", action, job).isNotNull();
    return refusal;
  }

  void setPriority(int priority, String... jobs) {
    change(new ChangeJobs(List.of(jobs), JobAction.SET_PRIORITY, priority, null, null));
  }

  void moveBefore(String other, String... jobs) {
    change(new ChangeJobs(List.of(jobs), JobAction.MOVE_BEFORE, null, null, other));
  }

  void sortBy(SortPolicy policy) {
    did(core.on(new SetFarm(policy), now));
  }

  void control(WorkerControl control, int minutes, String... workers) {
    did(core.on(new ControlWorkers(List.of(workers), control, minutes), now));
  }

  void set(String worker, WeekSchedule schedule, WhenClosed whenClosed) {
    set(worker, new WorkerSettings(schedule, whenClosed, null, 0));
  }

  void set(String worker, WorkerSettings settings) {
    did(core.on(new SetWorker(worker, settings), now));
  }

  /** Jobs that are only in the store come into memory. */
  private void recall(List<String> jobIds) {
    core.recall(kept.jobs(core.unknown(jobIds)), now);
    core.recall(kept.jobs(core.unknown(jobIds)), now);
  }

  /** Whether the job is in memory. */
  boolean knows(String job) {
    return !core.unknown(List.of(job)).contains(job);
  }

  // ---- workers

  List<String> register(String worker) {
    return register(NewWorker.worker(worker));
  }

  /** It comes with nothing in its hands; answers its queue. */
  List<String> register(NewWorker worker, Progress... attempts) {
    List<String> queue =
        did(core.on(new RegisterWorker(worker.info(), List.of(attempts)), now)).jobs().stream()
            .map(QueuedJob::jobId)
            .toList();
    incarnations.put(worker.info().id(), worker.info().incarnation());
    unfit.remove(worker.info().id());
    return queue;
  }

  List<String> queue(String worker) {
    return did(core.on(new GetQueue(worker, incarnation(worker)), now)).jobs().stream()
        .map(QueuedJob::jobId)
        .toList();
  }

  String incarnation(String worker) {
    return incarnations.getOrDefault(worker, worker + "-1");
  }

  Assignment start(String worker, String job) {
    return did(tryStart(worker, job));
  }

  Decision<Assignment> tryStart(String worker, String job) {
    return core.on(new StartJob(worker, incarnation(worker), job), now);
  }

  /** Claims it and begins to transcode. */
  void transcode(String worker, String job) {
    start(worker, job);
    report(worker, job, Stage.TRANSCODING, 0, -1);
  }

  /** Claims it and fails. */
  void startAndFail(String worker, String job, FailureReason reason) {
    start(worker, job);
    fail(worker, job, reason);
  }

  /** Its live attempt fails. */
  void fail(String worker, String job, FailureReason reason) {
    Failure failure = new Failure(reason, "it broke", worker, List.of(), null);
    did(core.on(new AttemptFailed(live(job), worker, failure), now));
  }

  /** Its result stands. */
  void complete(String job) {
    did(core.on(committed(live(job)), now));
  }

  /** Claims it, and its result stands at once. */
  void run(String worker, String job) {
    start(worker, job);
    complete(job);
  }

  /** It takes no jobs from now on, or again. */
  void unfit(String worker, boolean yes) {
    if (yes) {
      unfit.add(worker);
    } else {
      unfit.remove(worker);
    }
    heartbeat(worker, progressOf(worker));
  }

  void lose(String worker, boolean finishesRunning) {
    unfit.add(worker);
    did(core.on(new LoseQueue(worker, incarnation(worker), "shutdown", finishesRunning), now));
  }

  HeartbeatAnswer heartbeat(String worker, Progress... progress) {
    long free = freeBytes.getOrDefault(worker, -1L);
    return did(
        core.on(
            new Heartbeat(
                worker, incarnation(worker), List.of(progress), free, !unfit.contains(worker)),
            now));
  }

  /** Its scratch folder has so much room from now on. */
  void free(String worker, long bytes) {
    freeBytes.put(worker, bytes);
    heartbeat(worker, progressOf(worker));
  }

  void report(String worker, String job, Stage stage, double percent, long eta) {
    did(core.on(progress(worker, live(job), stage, percent, eta), now));
  }

  Progress progress(String worker, AttemptId attempt, Stage stage, double percent, long eta) {
    return new Progress(
        attempt.jobId(),
        attempt.attempt(),
        worker,
        stage,
        Phase.ENCODING,
        percent,
        eta,
        0,
        SpeedUnit.FRAMES_PER_SECOND,
        1,
        1,
        now);
  }

  void tested(String worker, String failure) {
    did(
        core.on(
            new WorkerTested(
                worker, incarnation(worker), farm(worker).worker().capabilities(), failure),
            now));
  }

  // ---- staging

  static ResultCommitted committed(AttemptId attempt) {
    return new ResultCommitted(attempt, "/out/" + attempt.jobId() + ".mp4", 7, null, null);
  }

  /** Staging puts the live attempt's result in place from now on. */
  void commit(String job) {
    did(core.on(new GetAttempt(live(job), true, null), now));
  }

  /** It is there from now on, with words for its shortage of space, or null. */
  void staging(String id, String shortage) {
    stagings.put(id, shortage);
    stagingSays(id, shortage);
  }

  private void stagingSays(String id, String shortage) {
    did(core.on(new StagingStatus(id, List.of("/" + id), -1, shortage), now));
  }

  /** It says nothing from now on. */
  void stagingLeaves(String id) {
    stagings.remove(id);
  }

  // ---- time

  void tick() {
    stagings.forEach((id, shortage) -> stagingSays(id, shortage));
    did(core.tick(now));
  }

  /** Every worker goes on reporting what it runs. */
  void passSeconds(int seconds) {
    passSeconds(seconds, "");
  }

  void passMinutes(int minutes) {
    passSeconds(minutes * 60, "");
  }

  /** The worker says nothing for longer than its lease; every other one goes on reporting. */
  void silence(String worker) {
    passSeconds(LEASE_SECONDS + 2, worker);
  }

  private void passSeconds(int seconds, String silent) {
    for (int i = 0; i < seconds; i++) {
      now += 1000;
      for (WorkerView worker : farm().workers()) {
        String id = worker.worker().id();
        if (!id.equals(silent) && worker.state() != WorkerState.LOST) {
          heartbeat(id, progressOf(id));
        }
      }
      tick();
    }
  }

  private Progress[] progressOf(String worker) {
    return farm(worker).running().stream()
        .map(this::view)
        .map(job -> progress(worker, live(job.id()), job.stage(), percent(job), eta(job)))
        .toArray(Progress[]::new);
  }

  private static double percent(JobView job) {
    return job.progress() == null ? 0 : job.progress().percent();
  }

  private static long eta(JobView job) {
    return job.progress() == null ? -1 : job.progress().etaSeconds();
  }

  // ---- what is seen

  JobView view(String job) {
    return did(core.on(new JobId(job)));
  }

  JobDetails details(String job) {
    return did(core.details(new JobId(job), now));
  }

  JobState state(String job) {
    return view(job).state();
  }

  AttemptId live(String job) {
    return new AttemptId(job, view(job).attempt());
  }

  Job stored(String job) {
    return kept.job(job);
  }

  FarmView farm() {
    return did(core.on(new GetFarm(0)));
  }

  WorkerView farm(String worker) {
    return farm().workers().stream()
        .filter(w -> w.worker().id().equals(worker))
        .findFirst()
        .orElseThrow();
  }

  FarmSummary summary() {
    return farm().summary();
  }

  /** All that wait, in the order in which they shall run. */
  List<String> waiting() {
    return farm().jobs().stream()
        .filter(job -> job.state() == JobState.QUEUED)
        .map(JobView::id)
        .toList();
  }

  Explanation explain(String job) {
    return did(core.explain(new JobId(job), now));
  }

  /** What holds the job back everywhere. */
  String headline(String job) {
    return explain(job).headline();
  }

  /** Why the job does not run at this worker. */
  String why(String job, String worker) {
    return explain(job).workers().stream()
        .filter(reason -> reason.workerId().equals(worker))
        .map(WorkerReason::reason)
        .findFirst()
        .orElseThrow();
  }

  Eta eta(String job) {
    return did(core.on(new GetEta(job), now));
  }

  List<Alert> alerts() {
    return kept.load().alerts();
  }

  List<AttemptId> stopped() {
    return orders(StopAttempt.class, StopAttempt::attempt);
  }

  List<PauseAttempt> pauses() {
    return orders(PauseAttempt.class, Function.identity());
  }

  List<SelfTest> selfTests() {
    return orders(SelfTest.class, Function.identity());
  }

  private <O, A> List<A> orders(Class<O> type, Function<O, A> part) {
    return orders.stream().filter(type::isInstance).map(type::cast).map(part).toList();
  }

  // ---- decisions

  /** It was not refused: stores and says it. */
  <A> A did(Decision<A> decision) {
    assertThat(decision.refusal()).isNull();
    kept.keep(decision.store());
    said.addAll(decision.says());
    decision.orders().forEach(order -> orders.add(order.message()));
    notes.addAll(decision.notes());
    return decision.answer();
  }

  static Refusal refusal(Decision<?> decision) {
    assertThat(decision.refusal()).isNotNull();
    return decision.refusal();
  }
}
