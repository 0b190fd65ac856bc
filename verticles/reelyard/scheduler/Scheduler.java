package reelyard.scheduler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import reelyard.address.Addresses;
import reelyard.message.Ack;
import reelyard.message.Assignment;
import reelyard.message.AttemptFailed;
import reelyard.message.AttemptId;
import reelyard.message.FarmSummary;
import reelyard.message.FarmView;
import reelyard.message.GetAttempt;
import reelyard.message.GetFarm;
import reelyard.message.GetQueue;
import reelyard.message.Heartbeat;
import reelyard.message.HeartbeatAnswer;
import reelyard.message.JobId;
import reelyard.message.JobView;
import reelyard.message.LoseQueue;
import reelyard.message.QueueChanged;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;
import reelyard.message.ResultCommitted;
import reelyard.message.SourceFinding;
import reelyard.message.StartJob;
import reelyard.message.StopAttempt;
import reelyard.message.SubmitOutcome;
import reelyard.message.Submitted;
import reelyard.message.WorkerQueue;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.Progress;
import reelyard.model.Stage;
import reelyard.model.WorkerState;

/**
 * Decides what the farm does: plain state, told of every event with its time (milliseconds since
 * 1970), answering what to store and what to say. Knows no bus, no clock and no disk.
 */
final class Scheduler {

  /** Another worker may take a name when its bearer was silent for so long: two missed reports. */
  private static final long NAME_FREE_AFTER_MILLIS = 5_000;

  /** How long staging may take to put a result in place before its attempt can be fenced. */
  private static final long COMMIT_MILLIS = 150_000;

  /** Lost and departed workers stay in view for so long. */
  private static final long SHOW_LOST_MILLIS = 3_600_000;

  private static final int ENDED_BY_DEFAULT = 200;

  private final SchedulerConfig config;
  private final Supplier<String> newJobId;
  private final Forecast forecast = new Forecast();
  private final Placement placement;
  private final Outbox outbox;
  private final JobBook jobs = new JobBook();
  private final Map<String, WorkerEntry> workers = new LinkedHashMap<>();
  private FarmSummary said;

  /**
   * @param epoch names this start of the scheduler
   * @param newJobId gives ids never given before
   */
  Scheduler(SchedulerConfig config, String epoch, Supplier<String> newJobId) {
    this.config = config;
    this.newJobId = newJobId;
    this.outbox = new Outbox(epoch);
    this.placement = new Placement(forecast, config.queueLength());
  }

  // ---- users

  /** New jobs and, for each, what staging found. */
  Decision<Submitted> submit(List<JobSpec> specs, List<SourceFinding> findings, long now) {
    List<SubmitOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      outcomes.add(submit(specs.get(i), findings.get(i), now));
    }
    plan();
    return outbox.decide(new Submitted(outcomes));
  }

  private SubmitOutcome submit(JobSpec spec, SourceFinding finding, long now) {
    JobEntry rival = jobs.makerOf(spec.output());
    if (finding.refusal() != null) {
      return new SubmitOutcome(null, finding.refusal());
    }
    if (rival != null) {
      String words =
          "job %s already makes %s: give this one another output"
              .formatted(rival.id(), spec.output());
      return new SubmitOutcome(null, failure(FailureReason.RESULT_EXISTS, words, null));
    }
    JobEntry entry = jobs.add(newJobId.get(), spec, finding.bytes(), now);
    outbox.changed(entry);
    return new SubmitOutcome(entry.id(), null);
  }

  /** A user stops a job for good. */
  Decision<JobView> stop(JobId asked, long now) {
    JobEntry entry = jobs.get(asked.jobId());
    if (entry == null) {
      return outbox.refuse(unknownJob(asked.jobId()));
    }
    if (entry.job().state().ended()) {
      return outbox.refuse(
          Refusal.conflict("job %s ended already: %s".formatted(entry.id(), entry.job().state())));
    }
    String reason = "stopped by its user";
    if (entry.job().state() == JobState.RUNNING) {
      endAttempt(entry, reason);
    }
    jobs.end(entry, JobState.STOPPED, failure(FailureReason.STOPPED, reason, null), now);
    outbox.changed(entry);
    plan();
    return outbox.decide(entry.view());
  }

  /** One job as it stands. */
  Decision<JobView> on(JobId asked) {
    JobEntry entry = jobs.get(asked.jobId());
    return entry == null ? outbox.refuse(unknownJob(asked.jobId())) : outbox.decide(entry.view());
  }

  /** The farm as it stands: live jobs in their order, then ended ones, the latest first. */
  Decision<FarmView> on(GetFarm asked) {
    int limit = asked.endedLimit() <= 0 ? ENDED_BY_DEFAULT : asked.endedLimit();
    return outbox.decide(
        new FarmView(
            outbox.epoch(),
            outbox.sequence(),
            jobs.liveThenEnded(limit).map(JobEntry::view).toList(),
            workers.values().stream().map(WorkerEntry::view).toList(),
            summary()));
  }

  // ---- workers

  /** A worker comes, or comes back. */
  Decision<WorkerQueue> on(RegisterWorker message, long now) {
    WorkerEntry known = workers.get(message.worker().id());
    boolean another = known != null && !known.is(message.worker().incarnation());
    if (another
        && known.state != WorkerState.LOST
        && now - known.heardMillis < NAME_FREE_AFTER_MILLIS) {
      return outbox.refuse(
          Refusal.conflict(
              "a worker named %s is already at work on host %s: give this one a name of its own"
                      .formatted(known.id(), known.info.host())
                  + " (worker.name in the configuration, or REELYARD_WORKER_NAME)"));
    }
    if (another) {
      lose(known, "started anew", now);
    }
    WorkerEntry worker;
    if (known == null || another) {
      worker = new WorkerEntry(message.worker(), now);
      workers.put(worker.id(), worker);
      if (another) {
        // What staging puts in place just now ends under the old start's attempts.
        worker.running.addAll(known.running);
      }
    } else {
      worker = known;
    }
    worker.state = WorkerState.READY;
    worker.note = "";
    worker.heardMillis = now;
    outbox.changed(worker);
    plan();
    return outbox.decide(queueOf(worker));
  }

  /** A worker asks what waits for it. */
  Decision<WorkerQueue> on(GetQueue message, long now) {
    WorkerEntry worker = workers.get(message.workerId());
    if (isUnknown(worker, message.incarnation())) {
      return outbox.refuse(unknownWorker(message.workerId()));
    }
    worker.heardMillis = now;
    return outbox.decide(queueOf(worker));
  }

  /** A worker takes no more jobs. */
  Decision<Ack> on(LoseQueue message, long now) {
    WorkerEntry worker = workers.get(message.workerId());
    if (isUnknown(worker, message.incarnation())) {
      return outbox.decide(new Ack());
    }
    worker.state = WorkerState.LEAVING;
    worker.note = Objects.requireNonNullElse(message.reason(), "");
    worker.heardMillis = now;
    outbox.changed(worker);
    if (!message.finishesRunning()) {
      for (String id : List.copyOf(worker.running)) {
        giveBack(jobs.get(id), "given back by its worker", now);
      }
    }
    plan();
    return outbox.decide(new Ack());
  }

  /** A worker claims a job of its queue. */
  Decision<Assignment> on(StartJob message, long now) {
    WorkerEntry worker = workers.get(message.workerId());
    if (isUnknown(worker, message.incarnation())) {
      return outbox.refuse(unknownWorker(message.workerId()));
    }
    JobEntry entry = jobs.get(message.jobId());
    if (entry == null) {
      return outbox.refuse(unknownJob(message.jobId()));
    }
    worker.heardMillis = now;
    if (worker.running.contains(entry.id())) {
      return outbox.decide(entry.assignment());
    }
    if (!worker.queue.contains(entry.id())) {
      return outbox.refuse(
          Refusal.conflict(
              "job %s is not in the queue of %s any more".formatted(entry.id(), worker.id())));
    }
    jobs.start(entry, worker.id(), now);
    worker.running.add(entry.id());
    outbox.changed(entry);
    outbox.changed(worker);
    plan();
    return outbox.decide(entry.assignment());
  }

  /** A worker lives, and holds these attempts. */
  Decision<HeartbeatAnswer> on(Heartbeat message, long now) {
    WorkerEntry worker = workers.get(message.workerId());
    if (isUnknown(worker, message.incarnation()) || worker.state == WorkerState.LOST) {
      return outbox.decide(new HeartbeatAnswer(false, List.of()));
    }
    worker.heardMillis = now;
    List<AttemptId> fenced = new ArrayList<>();
    for (Progress progress : message.attempts()) {
      AttemptId attempt = new AttemptId(progress.jobId(), progress.attempt());
      if (jobs.isLive(attempt) && worker.running.contains(attempt.jobId())) {
        hear(worker, progress, now);
      } else {
        fenced.add(attempt);
      }
    }
    return outbox.decide(new HeartbeatAnswer(true, fenced));
  }

  /** A live attempt's progress; that of any other changes nothing. */
  Decision<Ack> on(Progress progress, long now) {
    WorkerEntry worker = workers.get(progress.workerId());
    AttemptId attempt = new AttemptId(progress.jobId(), progress.attempt());
    if (worker != null && jobs.isLive(attempt) && worker.running.contains(attempt.jobId())) {
      hear(worker, progress, now);
    }
    return outbox.decide(new Ack());
  }

  private void hear(WorkerEntry worker, Progress progress, long now) {
    JobEntry entry = jobs.get(progress.jobId());
    entry.heardMillis = now;
    Stage before = entry.job().stage();
    if (progress.stage().number() < before.number()) {
      return;
    }
    entry.progress = progress;
    if (progress.stage() == before) {
      return;
    }
    if (progress.stage() == Stage.TRANSCODING) {
      entry.transcodingSinceMillis = now;
    }
    if (progress.stage() == Stage.RETURNING && entry.transcodingSinceMillis > 0) {
      forecast.learn(worker, entry.job().inputBytes(), now - entry.transcodingSinceMillis);
    }
    entry.reach(progress.stage());
    outbox.changed(entry);
    plan();
  }

  /** An attempt ended without a result. */
  Decision<Ack> on(AttemptFailed message, long now) {
    JobEntry entry = jobs.get(message.attempt().jobId());
    if (entry == null) {
      return outbox.refuse(unknownJob(message.attempt().jobId()));
    }
    if (!entry.holds(message.attempt())) {
      return outbox.refuse(fenced(message.attempt()));
    }
    endAttempt(entry, null);
    fail(entry, message.failure(), now);
    plan();
    return outbox.decide(new Ack());
  }

  // ---- staging

  /** Is the attempt live? While it commits, it is not fenced for silence. */
  Decision<Assignment> on(GetAttempt message, long now) {
    JobEntry entry = jobs.get(message.attempt().jobId());
    if (entry == null) {
      return outbox.refuse(unknownJob(message.attempt().jobId()));
    }
    if (!entry.holds(message.attempt())) {
      return outbox.refuse(fenced(message.attempt()));
    }
    if (message.committing()) {
      entry.committingUntilMillis = now + COMMIT_MILLIS;
    }
    return outbox.decide(entry.assignment());
  }

  /** The result stands under its final name. */
  Decision<Ack> on(ResultCommitted message, long now) {
    JobEntry entry = jobs.get(message.attempt().jobId());
    if (entry == null) {
      return outbox.refuse(unknownJob(message.attempt().jobId()));
    }
    boolean again =
        entry.job().state() == JobState.COMPLETE
            && entry.job().attempt() == message.attempt().attempt();
    if (again) {
      return outbox.decide(new Ack());
    }
    if (!entry.holds(message.attempt())) {
      return outbox.refuse(fenced(message.attempt()));
    }
    endAttempt(entry, null);
    jobs.complete(entry, message.bytes(), now);
    outbox.changed(entry);
    plan();
    return outbox.decide(new Ack());
  }

  // ---- time

  /** Called about once a second: leases run out, the summary is said. */
  Decision<Ack> tick(long now) {
    long leaseMillis = config.leaseSeconds() * 1000L;
    for (WorkerEntry worker : List.copyOf(workers.values())) {
      long silentMillis = now - worker.heardMillis;
      if (worker.state != WorkerState.LOST && silentMillis > leaseMillis) {
        if (worker.state == WorkerState.LEAVING && worker.running.isEmpty()) {
          worker.state = WorkerState.LOST;
          outbox.changed(worker);
        } else {
          lose(worker, "silent for %d s".formatted(silentMillis / 1000), now);
        }
      } else if (worker.state == WorkerState.LOST
          && worker.running.isEmpty()
          && silentMillis > SHOW_LOST_MILLIS) {
        workers.remove(worker.id());
      } else {
        loseForgottenAttempts(worker, leaseMillis, now);
      }
    }
    plan();
    reclaimForIdle(now);
    FarmSummary summary = summary();
    if (!summary.equals(said)) {
      said = summary;
      outbox.say(Addresses.SUMMARY, summary);
    }
    return outbox.decide(new Ack());
  }

  /** Attempts that the worker itself no longer speaks of, because a message got lost. */
  private void loseForgottenAttempts(WorkerEntry worker, long leaseMillis, long now) {
    for (String id : List.copyOf(worker.running)) {
      JobEntry entry = jobs.get(id);
      if (now - entry.heardMillis > leaseMillis && now > entry.committingUntilMillis) {
        loseAttempt(entry, worker, "forgot the attempt", now);
      }
    }
  }

  private void lose(WorkerEntry worker, String why, long now) {
    worker.state = WorkerState.LOST;
    worker.note = why;
    outbox.changed(worker);
    for (String id : List.copyOf(worker.running)) {
      JobEntry entry = jobs.get(id);
      if (now > entry.committingUntilMillis) {
        loseAttempt(entry, worker, why, now);
      }
    }
  }

  private void loseAttempt(JobEntry entry, WorkerEntry worker, String why, long now) {
    endAttempt(entry, "its worker was " + why);
    String words =
        "worker %s %s while it held the job in stage %d (%s)"
            .formatted(worker.id(), why, entry.job().stage().number(), entry.job().stage().words());
    fail(entry, failure(FailureReason.WORKER_LOST, words, worker.id()), now);
  }

  private void reclaimForIdle(long now) {
    if (!jobs.waiting().isEmpty()) {
      return;
    }
    List<WorkerEntry> ready = ready();
    for (WorkerEntry worker : ready) {
      if (worker.running.isEmpty() && worker.queue.isEmpty()) {
        JobEntry entry = placement.toReclaim(worker, ready, jobs);
        if (entry != null) {
          giveBack(entry, "another worker starts it sooner", now);
          plan();
        }
      }
    }
  }

  // ---- steps that several events take

  /** The live attempt is over: its worker drops it, its door at staging closes. */
  private void endAttempt(JobEntry entry, String stopReason) {
    WorkerEntry worker = workers.get(entry.job().workerId());
    if (worker != null && worker.running.remove(entry.id())) {
      outbox.changed(worker);
    }
    outbox.say(Addresses.ATTEMPT_ENDED, entry.attemptId());
    if (stopReason != null) {
      outbox.stop(entry.job().workerId(), new StopAttempt(entry.attemptId(), stopReason));
    }
  }

  private void giveBack(JobEntry entry, String why, long now) {
    endAttempt(entry, why);
    jobs.giveBack(entry, now);
    outbox.changed(entry);
  }

  private void fail(JobEntry entry, Failure failure, long now) {
    boolean again =
        failure.reason().retryable() && entry.job().failures() + 1 < entry.job().spec().attempts();
    if (again) {
      jobs.retry(entry, failure, now);
    } else {
      jobs.end(entry, JobState.FAILED, failure, now);
    }
    outbox.changed(entry);
  }

  /** Lays the queues anew and tells the workers whose queue is another now. */
  private void plan() {
    Map<String, List<String>> queues = placement.queues(jobs.waiting(), ready(), jobs);
    for (WorkerEntry worker : workers.values()) {
      List<String> queue = queues.getOrDefault(worker.id(), List.of());
      if (!queue.equals(worker.queue)) {
        release(worker, queue);
      }
    }
    for (WorkerEntry worker : workers.values()) {
      List<String> queue = queues.getOrDefault(worker.id(), List.of());
      if (!queue.equals(worker.queue)) {
        take(worker, queue);
      }
    }
  }

  private void release(WorkerEntry worker, List<String> kept) {
    for (String id : worker.queue) {
      JobEntry entry = jobs.get(id);
      boolean mine =
          entry.job().state() == JobState.QUEUED && worker.id().equals(entry.job().workerId());
      if (mine && !kept.contains(id)) {
        entry.waitAt(null);
        outbox.changed(entry);
      }
    }
  }

  private void take(WorkerEntry worker, List<String> queue) {
    for (String id : queue) {
      JobEntry entry = jobs.get(id);
      if (!worker.id().equals(entry.job().workerId())) {
        entry.waitAt(worker.id());
        outbox.changed(entry);
      }
    }
    worker.queue = new ArrayList<>(queue);
    outbox.changed(worker);
    outbox.say(Addresses.queueChanged(worker.id()), new QueueChanged(worker.id()));
  }

  private List<WorkerEntry> ready() {
    return workers.values().stream().filter(w -> w.state == WorkerState.READY).toList();
  }

  private FarmSummary summary() {
    Collection<WorkerEntry> working =
        workers.values().stream().filter(w -> w.state != WorkerState.LOST).toList();
    boolean done = jobs.waiting().isEmpty() && jobs.count(JobState.RUNNING) == 0;
    return new FarmSummary(
        jobs.count(JobState.QUEUED),
        jobs.count(JobState.RUNNING),
        jobs.count(JobState.COMPLETE),
        jobs.count(JobState.FAILED),
        jobs.count(JobState.STOPPED),
        done ? 0 : forecast.secondsUntilAllDone(working, jobs, jobs.waitingBytes()));
  }

  private WorkerQueue queueOf(WorkerEntry worker) {
    return new WorkerQueue(
        worker.id(), worker.queue.stream().map(id -> jobs.get(id).queued()).toList());
  }

  private static boolean isUnknown(WorkerEntry worker, String incarnation) {
    return worker == null || !worker.is(incarnation);
  }

  private static Failure failure(FailureReason reason, String message, String workerId) {
    return new Failure(reason, message, workerId, List.of(), null);
  }

  private static Refusal unknownJob(String jobId) {
    return Refusal.notFound("there is no job " + jobId);
  }

  private static Refusal unknownWorker(String workerId) {
    return Refusal.notFound("worker " + workerId + " is not registered: register it (again)");
  }

  private static Refusal fenced(AttemptId attempt) {
    return Refusal.conflict("attempt " + attempt + " is over");
  }
}
