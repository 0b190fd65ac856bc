package reelyard.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import reelyard.message.Ack;
import reelyard.message.Assignment;
import reelyard.message.AttemptFailed;
import reelyard.message.AttemptId;
import reelyard.message.GetQueue;
import reelyard.message.Heartbeat;
import reelyard.message.HeartbeatAnswer;
import reelyard.message.LoseQueue;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;
import reelyard.message.StartJob;
import reelyard.message.WorkerQueue;
import reelyard.message.WorkerTested;
import reelyard.model.Failure;
import reelyard.model.Progress;
import reelyard.model.Stage;
import reelyard.model.WorkerControl;
import reelyard.model.WorkerSettings;
import reelyard.scheduler.WorkerEntry.Presence;
import reelyard.scheduler.forecast.Forecast;

/** What workers say: they come and go, claim jobs, beat, and tell how their attempts do. */
final class WorkerDesk {

  /** Another worker may take a name when its bearer was silent for so long: two missed reports. */
  private static final long NAME_FREE_AFTER_MILLIS = 5_000;

  private final JobBook jobs;
  private final Roster roster;
  private final Queues queues;
  private final Attempts attempts;
  private final Quarantine quarantine;
  private final Pauses pauses;
  private final Forecast forecast;
  private final Alarms alarms;
  private final Outbox outbox;

  WorkerDesk(
      JobBook jobs,
      Roster roster,
      Queues queues,
      Attempts attempts,
      Quarantine quarantine,
      Pauses pauses,
      Forecast forecast,
      Alarms alarms,
      Outbox outbox) {
    this.jobs = jobs;
    this.roster = roster;
    this.queues = queues;
    this.attempts = attempts;
    this.quarantine = quarantine;
    this.pauses = pauses;
    this.forecast = forecast;
    this.alarms = alarms;
    this.outbox = outbox;
  }

  /** A worker comes, or comes back with what it still holds. */
  Decision<WorkerQueue> on(RegisterWorker message, long now) {
    WorkerEntry known = roster.get(message.worker().id());
    boolean another =
        known != null && !known.info().incarnation().equals(message.worker().incarnation());
    if (another && bearsItsName(known, now)) {
      return outbox.refuse(
          Refusal.conflict(
              "a worker named %s is already at work on host %s: give this one a name of its own"
                      .formatted(known.id(), known.info().host())
                  + " (worker.name in the configuration, or REELYARD_WORKER_NAME)"));
    }
    if (another) {
      attempts.loseAllBut(known, job -> isReturning(job, message), "started anew", now);
    }
    WorkerEntry worker =
        known == null ? new WorkerEntry(message.worker(), WorkerSettings.DEFAULT, now) : known;
    worker.setInfo(message.worker());
    roster.put(worker);
    worker.presence = Presence.HERE;
    if (worker.control == WorkerControl.RETIRE && another) {
      worker.control = WorkerControl.RUN;
    }
    clearNote(worker, true);
    worker.heardMillis = now;
    worker.look(now);
    if (another) {
      worker.running.stream()
          .map(jobs::get)
          .filter(job -> isReturning(job, message))
          .forEach(job -> adopt(job, worker));
    }
    message.attempts().forEach(progress -> hear(worker, progress, now));
    outbox.changed(worker);
    queues.lay(now);
    return outbox.decide(queueOf(worker, now));
  }

  /** Whether a worker that was killed, and is back, still has the attempt's result. */
  private static boolean isReturning(JobEntry job, RegisterWorker message) {
    return message.attempts().stream()
        .anyMatch(
            held ->
                held.stage() == Stage.RETURNING
                    && held.jobId().equals(job.id())
                    && job.holds(new AttemptId(held.jobId(), held.attempt())));
  }

  private void adopt(JobEntry job, WorkerEntry worker) {
    job.adopt(worker);
    outbox.changed(job);
  }

  private static void clearNote(WorkerEntry worker, boolean works) {
    if (works && worker.quarantinedMillis == 0) {
      worker.note = "";
    }
  }

  private static boolean bearsItsName(WorkerEntry known, long now) {
    boolean leftAll = known.presence == Presence.LEAVING && known.running.isEmpty();
    return known.presence != Presence.LOST
        && !leftAll
        && now - known.heardMillis < NAME_FREE_AFTER_MILLIS;
  }

  /** A worker asks what waits for it. */
  Decision<WorkerQueue> on(GetQueue message, long now) {
    WorkerEntry worker = roster.get(message.workerId(), message.incarnation());
    if (worker == null) {
      return outbox.refuse(unknown(message.workerId()));
    }
    worker.heardMillis = now;
    return outbox.decide(queueOf(worker, now));
  }

  /** A worker takes no more jobs. */
  Decision<Ack> on(LoseQueue message, long now) {
    WorkerEntry worker = roster.get(message.workerId(), message.incarnation());
    if (worker == null) {
      return outbox.decide(new Ack());
    }
    worker.presence = Presence.LEAVING;
    worker.note = Objects.requireNonNullElse(message.reason(), "");
    worker.heardMillis = now;
    outbox.changed(worker);
    if (!message.finishesRunning()) {
      for (String id : List.copyOf(worker.running)) {
        JobEntry entry = jobs.get(id);
        // A good result waits for the worker's next start, as long as its lease lasts.
        if (!entry.commits(now) && entry.stage() != Stage.RETURNING) {
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
      return outbox.refuse(unknown(message.workerId()));
    }
    JobEntry entry = jobs.get(message.jobId());
    if (entry == null) {
      return outbox.refuse(Refusals.unknownJob(message.jobId()));
    }
    worker.heardMillis = now;
    if (worker.running.contains(entry.id()) && !entry.commits(now)) {
      return outbox.decide(entry.assignment());
    }
    if (!worker.queue.contains(entry.id())) {
      return outbox.refuse(
          Refusal.conflict(
              "job %s is not in the queue of %s any more".formatted(entry.id(), worker.id())));
    }
    if (jobs.isFull(worker)) {
      return outbox.refuse(
          Refusal.conflict(
              "worker %s holds %d attempts, as many as its lanes can: end one first"
                  .formatted(worker.id(), worker.running.size())));
    }
    long expected = Math.round(forecast.estimate(worker.id(), entry.work()).seconds());
    jobs.start(entry, worker, expected, now);
    worker.running.add(entry.id());
    outbox.changed(entry);
    outbox.moved(worker);
    queues.lay(now);
    return outbox.decide(entry.assignment());
  }

  /** A worker lives, and holds these attempts. */
  Decision<HeartbeatAnswer> on(Heartbeat message, long now) {
    WorkerEntry worker = roster.get(message.workerId(), message.incarnation());
    if (worker == null || worker.presence == Presence.LOST) {
      return outbox.decide(new HeartbeatAnswer(false, List.of(), List.of(), now));
    }
    worker.heardMillis = now;
    if (message.takesJobs() != (worker.presence == Presence.HERE)) {
      // "Lose queue" can get lost, and is not kept: each heartbeat tells the same.
      worker.presence = message.takesJobs() ? Presence.HERE : Presence.LEAVING;
      clearNote(worker, message.takesJobs());
      outbox.changed(worker);
      queues.lay(now);
    }
    measureSpace(worker, message.freeBytes(), now);
    List<AttemptId> fenced = new ArrayList<>();
    for (Progress progress : message.attempts()) {
      if (!hear(worker, progress, now)) {
        fenced.add(new AttemptId(progress.jobId(), progress.attempt()));
      }
    }
    return outbox.decide(new HeartbeatAnswer(true, fenced, pauses.of(worker), now));
  }

  private void measureSpace(WorkerEntry worker, long freeBytes, long now) {
    boolean first = worker.freeBytes < 0;
    worker.freeBytes = freeBytes;
    alarms.scratchHas(worker, freeBytes, now);
    if (first) {
      queues.lay(now);
    }
  }

  /** A live attempt's progress; that of any other changes nothing. */
  Decision<Ack> on(Progress progress, long now) {
    WorkerEntry worker = roster.get(progress.workerId());
    if (worker != null) {
      hear(worker, progress, now);
    }
    return outbox.decide(new Ack());
  }

  /** Whether the worker holds the attempt. */
  private boolean hear(WorkerEntry worker, Progress progress, long now) {
    AttemptId attempt = new AttemptId(progress.jobId(), progress.attempt());
    JobEntry entry = jobs.get(progress.jobId());
    if (!jobs.isLive(attempt) || !worker.running.contains(attempt.jobId())) {
      if (entry != null && entry.wasTakenAway(attempt) && progress.stage() == Stage.RETURNING) {
        learnOfResult(worker, entry, now);
      }
      return false;
    }
    Stage before = entry.stage();
    boolean late = progress.stage().number() < before.number();
    // That a job is complete is staging's to say.
    if (late || progress.stage() == Stage.COMPLETE) {
      entry.course().heardAt(now);
      return true;
    }
    entry.course().hear(progress, now);
    if (progress.stage() != before) {
      entry.reach(progress.stage());
      outbox.changed(entry);
      queues.lay(now);
    }
    return true;
  }

  /**
   * A worker that comes back too late may have the result of its ended attempt: the job's next one
   * is best there, as long as no other worker has it. Nobody waits for that.
   */
  private void learnOfResult(WorkerEntry worker, JobEntry entry, long now) {
    if (!worker.id().equals(entry.resultAt())) {
      entry.resultAt(worker.id());
      queues.lay(now);
    }
  }

  /** An attempt ended without a result. */
  Decision<Ack> on(AttemptFailed message, long now) {
    JobEntry entry = jobs.get(message.attempt().jobId());
    if (entry == null) {
      return outbox.refuse(Refusals.unknownJob(message.attempt().jobId()));
    }
    if (!entry.holds(message.attempt()) || !message.workerId().equals(entry.workerId())) {
      return outbox.refuse(Refusals.fenced(message.attempt()));
    }
    entry.keepReceipt(message.receipt());
    attempts.failed(entry, blame(entry.workerId(), message.failure()), now);
    queues.lay(now);
    return outbox.decide(new Ack());
  }

  /** Who held the attempt is to blame, whomever a message names. */
  private static Failure blame(String workerId, Failure said) {
    return new Failure(said.reason(), said.message(), workerId, said.logTail(), said.logFile());
  }

  /** A self-test ended. */
  Decision<Ack> on(WorkerTested message, long now) {
    WorkerEntry worker = roster.get(message.workerId(), message.incarnation());
    if (worker == null) {
      return outbox.refuse(unknown(message.workerId()));
    }
    worker.setInfo(worker.info().with(message.capabilities()));
    quarantine.tested(worker, message.failure());
    queues.lay(now);
    return outbox.decide(new Ack());
  }

  private WorkerQueue queueOf(WorkerEntry worker, long now) {
    return new WorkerQueue(
        worker.id(), worker.queue.stream().map(id -> jobs.get(id).queued()).toList(), now);
  }

  private static Refusal unknown(String workerId) {
    return Refusal.notFound("worker " + workerId + " is not registered: register it (again)");
  }
}
