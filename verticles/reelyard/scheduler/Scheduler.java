package reelyard.scheduler;

import java.util.ArrayList;
import java.util.List;
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
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;
import reelyard.message.ResultCommitted;
import reelyard.message.SourceFinding;
import reelyard.message.StartJob;
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

  /** How often {@link #tick} shall be called. */
  static final long TICK_MILLIS = 1_000;

  private static final long LATE_TICK_MILLIS = 3_000;

  private static final int ENDED_BY_DEFAULT = 200;

  private final SchedulerConfig config;
  private final Supplier<String> newJobId;
  private final Forecast forecast = new Forecast();
  private final JobBook jobs = new JobBook();
  private final Roster roster = new Roster();
  private final Outbox outbox;
  private final Attempts attempts;
  private final Queues queues;
  private FarmSummary said;
  private long lastTickMillis;

  /**
   * @param epoch names this start of the scheduler
   * @param newJobId gives ids never given before
   */
  Scheduler(SchedulerConfig config, String epoch, Supplier<String> newJobId) {
    this.config = config;
    this.newJobId = newJobId;
    this.outbox = new Outbox(epoch);
    this.attempts = new Attempts(jobs, roster, outbox);
    this.queues = new Queues(new Placement(forecast, config.queueLength()), jobs, roster, outbox);
  }

  // ---- users

  /** New jobs and, for each, what staging found. */
  Decision<Submitted> submit(List<JobSpec> specs, List<SourceFinding> findings, long now) {
    List<SubmitOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      outcomes.add(submit(specs.get(i), findings.get(i), now));
    }
    queues.lay(now);
    return outbox.decide(new Submitted(outcomes));
  }

  private SubmitOutcome submit(JobSpec spec, SourceFinding finding, long now) {
    JobEntry rival = jobs.makerOf(finding.target());
    if (finding.refusal() != null) {
      return new SubmitOutcome(null, finding.refusal());
    }
    if (rival != null) {
      String words =
          "job %s already makes %s: give this one another output"
              .formatted(rival.id(), spec.output());
      return new SubmitOutcome(
          null, new Failure(FailureReason.RESULT_EXISTS, words, null, List.of(), null));
    }
    JobEntry entry = jobs.add(unusedId(), spec, finding, now);
    outbox.changed(entry);
    return new SubmitOutcome(entry.id(), null);
  }

  private String unusedId() {
    String id = newJobId.get();
    while (jobs.get(id) != null) {
      id = newJobId.get();
    }
    return id;
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
    if (entry.commits(now)) {
      return outbox.refuse(
          Refusal.conflict(
              "job %s is all but complete: its result is being put in place"
                  .formatted(entry.id())));
    }
    attempts.stop(entry, "stopped by its user", now);
    queues.lay(now);
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
            roster.all().stream().map(WorkerEntry::view).toList(),
            summary()));
  }

  // ---- workers

  /** A worker comes, or comes back. */
  Decision<WorkerQueue> on(RegisterWorker message, long now) {
    WorkerEntry known = roster.get(message.worker().id());
    boolean another =
        known != null && !known.info.incarnation().equals(message.worker().incarnation());
    if (another
        && known.state != WorkerState.LOST
        && !(known.state == WorkerState.LEAVING && known.running.isEmpty())
        && now - known.heardMillis < NAME_FREE_AFTER_MILLIS) {
      return outbox.refuse(
          Refusal.conflict(
              "a worker named %s is already at work on host %s: give this one a name of its own"
                      .formatted(known.id(), known.info.host())
                  + " (worker.name in the configuration, or REELYARD_WORKER_NAME)"));
    }
    if (another) {
      attempts.loseAll(known, "started anew", now);
    }
    WorkerEntry worker;
    if (known == null || another) {
      worker = new WorkerEntry(message.worker(), now);
      roster.put(worker);
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
    queues.lay(now);
    return outbox.decide(queueOf(worker));
  }

  /** A worker asks what waits for it. */
  Decision<WorkerQueue> on(GetQueue message, long now) {
    WorkerEntry worker = roster.get(message.workerId(), message.incarnation());
    if (worker == null) {
      return outbox.refuse(unknownWorker(message.workerId()));
    }
    worker.heardMillis = now;
    return outbox.decide(queueOf(worker));
  }

  /** A worker takes no more jobs. */
  Decision<Ack> on(LoseQueue message, long now) {
    WorkerEntry worker = roster.get(message.workerId(), message.incarnation());
    if (worker == null) {
      return outbox.decide(new Ack());
    }
    worker.state = WorkerState.LEAVING;
    worker.note = Objects.requireNonNullElse(message.reason(), "");
    worker.heardMillis = now;
    outbox.changed(worker);
    if (!message.finishesRunning()) {
      for (String id : List.copyOf(worker.running)) {
        JobEntry entry = jobs.get(id);
        if (!entry.commits(now)) {
          attempts.giveBack(entry, "given back by its worker", now);
        }
      }
    }
    queues.lay(now);
    return outbox.decide(new Ack());
  }

  /** A worker claims a job of its queue. */
  Decision<Assignment> on(StartJob message, long now) {
    WorkerEntry worker = roster.get(message.workerId(), message.incarnation());
    if (worker == null) {
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
    queues.lay(now);
    return outbox.decide(entry.assignment());
  }

  /** A worker lives, and holds these attempts. */
  Decision<HeartbeatAnswer> on(Heartbeat message, long now) {
    WorkerEntry worker = roster.get(message.workerId(), message.incarnation());
    if (worker == null || worker.state == WorkerState.LOST) {
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
    WorkerEntry worker = roster.get(progress.workerId());
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
    queues.lay(now);
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
    attempts.failed(entry, message.failure(), now);
    queues.lay(now);
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
      entry.commit(now + COMMIT_MILLIS);
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
    if (entry.job().state().ended() || !entry.mayHaveCommitted(message.attempt())) {
      return outbox.refuse(fenced(message.attempt()));
    }
    attempts.complete(entry, message.attempt(), message.bytes(), now);
    queues.lay(now);
    return outbox.decide(new Ack());
  }

  // ---- time

  /** Called about once a second: leases run out, the summary is said. */
  Decision<Ack> tick(long now) {
    forgiveOwnSilence(now);
    roster.all().forEach(worker -> watch(worker, now));
    queues.lay(now);
    reclaimForIdle(now);
    FarmSummary summary = summary();
    if (!summary.equals(said)) {
      said = summary;
      outbox.say(Addresses.SUMMARY, summary);
    }
    return outbox.decide(new Ack());
  }

  /** While the scheduler itself was frozen nobody could be heard, so nobody was silent. */
  private void forgiveOwnSilence(long now) {
    long late = now - lastTickMillis - TICK_MILLIS;
    if (lastTickMillis > 0 && late > LATE_TICK_MILLIS) {
      roster.all().forEach(w -> w.heardMillis = Math.min(now, w.heardMillis + late));
      jobs.live().forEach(j -> j.heardMillis = Math.min(now, j.heardMillis + late));
      outbox.note(
          "the scheduler did not run for %d s: leases are longer by as much"
              .formatted(late / 1000));
    }
    lastTickMillis = now;
  }

  private void watch(WorkerEntry worker, long now) {
    long leaseMillis = config.leaseSeconds() * 1000L;
    long silentMillis = now - worker.heardMillis;
    if (worker.state == WorkerState.LOST) {
      attempts.loseForgotten(worker, now - leaseMillis, now);
      if (worker.running.isEmpty() && silentMillis > SHOW_LOST_MILLIS) {
        roster.remove(worker);
      }
    } else if (silentMillis <= leaseMillis) {
      attempts.loseForgotten(worker, now - leaseMillis, now);
    } else if (worker.state == WorkerState.LEAVING && worker.running.isEmpty()) {
      roster.remove(worker);
      worker.state = WorkerState.LEFT;
      outbox.changed(worker);
    } else {
      attempts.loseAll(worker, "silent for %d s".formatted(silentMillis / 1000), now);
    }
  }

  /** A worker with nothing to do gets what waits, claimed but not begun, at a busy one. */
  private void reclaimForIdle(long now) {
    if (!jobs.waiting().isEmpty()) {
      return;
    }
    for (WorkerEntry worker : roster.ready()) {
      JobEntry entry = queues.toReclaim(worker);
      if (entry != null) {
        attempts.giveBack(entry, "another worker starts it sooner", now);
        queues.lay(now);
      }
    }
  }

  private FarmSummary summary() {
    boolean done = jobs.waiting().isEmpty() && jobs.count(JobState.RUNNING) == 0;
    return new FarmSummary(
        jobs.count(JobState.QUEUED),
        jobs.count(JobState.RUNNING),
        jobs.count(JobState.COMPLETE),
        jobs.count(JobState.FAILED),
        jobs.count(JobState.STOPPED),
        done ? 0 : forecast.secondsUntilAllDone(roster.present(), jobs, jobs.waitingBytes()));
  }

  private WorkerQueue queueOf(WorkerEntry worker) {
    return new WorkerQueue(
        worker.id(), worker.queue.stream().map(id -> jobs.get(id).queued()).toList());
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
