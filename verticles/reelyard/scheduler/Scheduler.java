package reelyard.scheduler;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import reelyard.address.Addresses;
import reelyard.message.Ack;
import reelyard.message.AlertTold;
import reelyard.message.Assignment;
import reelyard.message.AttemptFailed;
import reelyard.message.ChangeJobs;
import reelyard.message.ChangedJobs;
import reelyard.message.ControlWorkers;
import reelyard.message.Eta;
import reelyard.message.Explanation;
import reelyard.message.FarmSummary;
import reelyard.message.FarmView;
import reelyard.message.GetAlerts;
import reelyard.message.GetAttempt;
import reelyard.message.GetEta;
import reelyard.message.GetFarm;
import reelyard.message.GetQueue;
import reelyard.message.GetStagings;
import reelyard.message.Heartbeat;
import reelyard.message.HeartbeatAnswer;
import reelyard.message.JobDetails;
import reelyard.message.JobId;
import reelyard.message.JobPage;
import reelyard.message.JobView;
import reelyard.message.LoseQueue;
import reelyard.message.PendingAlerts;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;
import reelyard.message.ResultCommitted;
import reelyard.message.SetFarm;
import reelyard.message.SetWorker;
import reelyard.message.StagingList;
import reelyard.message.StagingStatus;
import reelyard.message.StartJob;
import reelyard.message.Submitted;
import reelyard.message.TestWorker;
import reelyard.message.Undone;
import reelyard.message.WorkerQueue;
import reelyard.message.WorkerTested;
import reelyard.model.Job;
import reelyard.model.JobState;
import reelyard.model.Progress;
import reelyard.scheduler.forecast.Forecast;
import reelyard.scheduler.store.Kept;
import reelyard.scheduler.store.Submission;

/**
 * Decides what the farm does: plain state, told of every event with its time (milliseconds since
 * 1970), answering what to store and what to say. Knows no bus, no clock and no disk. Jobs that
 * ended long ago are not in memory: who asks for one shall {@link #recall} it first.
 */
final class Scheduler {

  private final JobBook jobs = new JobBook();
  private final Roster roster = new Roster();
  private final Forecast forecast = new Forecast();
  private final Outbox outbox;
  private final Alarms alarms;
  private final Teller teller = new Teller();
  private final Queues queues;
  private final Submissions submissions;
  private final JobCommands jobCommands;
  private final WorkerCommands workerCommands;
  private final WorkerDesk workers;
  private final StagingDesk staging;
  private final Stagings stagings;
  private final Pauses pauses;
  private final Watch watch;
  private final Answers answers;
  private FarmSummary said;

  /**
   * @param epoch names this start of the scheduler
   * @param newJobId gives ids never given before
   */
  Scheduler(SchedulerConfig config, String epoch, Supplier<String> newJobId) {
    outbox = new Outbox(epoch);
    alarms = new Alarms(config, roster, outbox);
    stagings = new Stagings(alarms, outbox);
    Workload workload = new Workload(forecast, jobs);
    Suitability suitability = new Suitability(jobs, forecast);
    Placement placement =
        new Placement(forecast, workload, suitability, jobs, stagings, config.queueLength());
    queues = new Queues(placement, jobs, roster, outbox);
    Quarantine quarantine = new Quarantine(config, roster, outbox, alarms);
    Attempts attempts = new Attempts(config, jobs, roster, outbox, forecast, quarantine, alarms);
    pauses = new Pauses(jobs, roster, attempts, outbox);
    submissions = new Submissions(config, newJobId, jobs, outbox);
    jobCommands = new JobCommands(jobs, roster, attempts, outbox);
    workerCommands = new WorkerCommands(jobs, roster, queues, quarantine, pauses, forecast, outbox);
    workers =
        new WorkerDesk(
            jobs, roster, queues, attempts, quarantine, pauses, forecast, alarms, outbox);
    staging = new StagingDesk(jobs, stagings, queues, attempts, outbox);
    watch =
        new Watch(
            config,
            jobs,
            roster,
            stagings,
            queues,
            attempts,
            quarantine,
            pauses,
            workerCommands,
            outbox);
    answers = new Answers(jobs, roster, stagings, forecast, workload, suitability, outbox);
  }

  // ---- what was kept

  /**
   * Goes on where an earlier start ended, with leases that begin now.
   *
   * @param ended the latest ended jobs and those that live ones wait for, latest first
   */
  Decision<Ack> restore(Kept kept, List<Job> ended, long now) {
    jobs.restoreCounts(kept.ended(), kept.archived());
    forecast.restore(kept.speeds(), kept.latest());
    alarms.restore(kept.alerts());
    for (int i = ended.size() - 1; i >= 0; i--) {
      jobs.recall(ended.get(i), now);
    }
    kept.workers().forEach(record -> roster.put(WorkerEntry.of(record, now)));
    kept.live().forEach(job -> restore(job, now));
    kept.live().forEach(job -> jobs.awaitOthers(jobs.get(job.id()), now));
    workerCommands.restore(kept.farm(), now);
    pauses.look(now);
    queues.lay(now);
    return outbox.decide(new Ack());
  }

  private void restore(Job job, long now) {
    JobEntry entry = jobs.add(job, now);
    stagings.expect(job.staging(), now);
    if (job.state() == JobState.RUNNING) {
      entry.resume(now);
      // Of an earlier start of the worker, too: staging may be putting its result in place.
      WorkerEntry worker = roster.get(job.workerId());
      if (worker == null) {
        jobs.giveBack(entry, now);
        outbox.changed(entry);
      } else {
        worker.running.add(entry.id());
      }
    }
  }

  /** Those of these jobs, and of those that ended ones of them run after, not in memory. */
  Set<String> unknown(Collection<String> jobIds) {
    Set<String> unknown = new LinkedHashSet<>();
    for (String id : jobIds) {
      JobEntry entry = id == null ? null : jobs.get(id);
      if (entry != null && entry.state().ended()) {
        entry.spec().after().stream().filter(o -> jobs.get(o) == null).forEach(unknown::add);
      } else if (entry == null && id != null) {
        unknown.add(id);
      }
    }
    return unknown;
  }

  /** Jobs that were read from the store within the last half minute. */
  void recall(List<Job> read, long now) {
    read.stream().filter(job -> job.state().ended()).forEach(job -> jobs.recall(job, now));
  }

  // ---- users

  /** New jobs, and for each what staging found; the key may be null. */
  Decision<Submitted> submit(
      List<Submissions.Wish> wishes, String key, String digest, Submission stored, long now) {
    Submission before = submissions.answered(key) == null ? stored : submissions.answered(key);
    if (before != null && !before.digest().equals(digest)) {
      return outbox.refuse(
          Refusal.conflict(
              "key %s was used before for other jobs: choose another key".formatted(key)));
    }
    if (before != null) {
      return outbox.decide(new Submitted(before.outcomes()));
    }
    Submitted submitted = new Submitted(submissions.take(wishes, key, digest, now));
    queues.lay(now);
    return outbox.decide(submitted);
  }

  /** Something done with jobs. */
  Decision<ChangedJobs> on(ChangeJobs message, long now) {
    Refusal complaint = jobCommands.complaint(message);
    if (complaint != null) {
      return outbox.refuse(complaint);
    }
    ChangedJobs changed = jobCommands.change(message, now);
    pauses.look(now);
    queues.lay(now);
    return outbox.decide(changed);
  }

  /**
   * The stagings that may keep the original which this job's result replaced: all when the job was
   * deleted.
   */
  Decision<List<String>> undoable(JobId asked) {
    JobEntry entry = jobs.get(asked.jobId());
    if (entry == null) {
      List<String> known = stagings.known();
      return known.isEmpty() ? outbox.refuse(unknown(asked)) : outbox.decide(known);
    }
    Refusal refusal = jobCommands.whyNotUndone(entry);
    return refusal == null ? outbox.decide(List.of(entry.staging())) : outbox.refuse(refusal);
  }

  /** That original stands again. */
  Decision<Undone> undone(JobId asked, Undone undone, long now) {
    jobCommands.undone(jobs.get(asked.jobId()), now);
    return outbox.decide(undone);
  }

  Decision<Ack> on(ControlWorkers message, long now) {
    return workerCommands.on(message, now);
  }

  Decision<Ack> on(SetWorker message, long now) {
    return workerCommands.on(message, now);
  }

  Decision<Ack> on(TestWorker message, long now) {
    return workerCommands.on(message, now);
  }

  Decision<Ack> on(SetFarm message, long now) {
    return workerCommands.on(message, now);
  }

  // ---- answers

  /** One job as it stands. */
  Decision<JobView> on(JobId asked) {
    JobEntry entry = jobs.get(asked.jobId());
    return entry == null ? outbox.refuse(unknown(asked)) : outbox.decide(entry.view());
  }

  /** The farm as it stands. */
  Decision<FarmView> on(GetFarm asked) {
    return outbox.decide(answers.farm(asked, roster.farm()));
  }

  /** A page of jobs as stored, brought up to date. */
  Decision<JobPage> refresh(JobPage page) {
    return outbox.decide(answers.refresh(page));
  }

  /** Why a job is not running. */
  Decision<Explanation> explain(JobId asked, long now) {
    JobEntry entry = jobs.get(asked.jobId());
    return entry == null
        ? outbox.refuse(unknown(asked))
        : outbox.decide(answers.explain(entry, now));
  }

  /** All of a job. */
  Decision<JobDetails> details(JobId asked, long now) {
    JobEntry entry = jobs.get(asked.jobId());
    return entry == null
        ? outbox.refuse(unknown(asked))
        : outbox.decide(answers.details(entry, now));
  }

  /** When a job, or everything, is done. */
  Decision<Eta> on(GetEta asked, long now) {
    if (asked.jobId() == null) {
      return outbox.decide(answers.eta(now));
    }
    JobEntry entry = jobs.get(asked.jobId());
    return entry == null
        ? outbox.refuse(Refusals.unknownJob(asked.jobId()))
        : outbox.decide(answers.eta(entry, now));
  }

  private static Refusal unknown(JobId asked) {
    return Refusals.unknownJob(asked.jobId());
  }

  // ---- workers

  Decision<WorkerQueue> on(RegisterWorker message, long now) {
    return workers.on(message, now);
  }

  Decision<WorkerQueue> on(GetQueue message, long now) {
    return workers.on(message, now);
  }

  Decision<Ack> on(LoseQueue message, long now) {
    return workers.on(message, now);
  }

  Decision<Assignment> on(StartJob message, long now) {
    return workers.on(message, now);
  }

  Decision<HeartbeatAnswer> on(Heartbeat message, long now) {
    return workers.on(message, now);
  }

  Decision<Ack> on(Progress progress, long now) {
    return workers.on(progress, now);
  }

  Decision<Ack> on(AttemptFailed message, long now) {
    return workers.on(message, now);
  }

  Decision<Ack> on(WorkerTested message, long now) {
    return workers.on(message, now);
  }

  // ---- staging

  Decision<Assignment> on(GetAttempt message, long now) {
    return staging.on(message, now);
  }

  Decision<Ack> on(ResultCommitted message, long now) {
    return staging.on(message, now);
  }

  Decision<Ack> on(StagingStatus message, long now) {
    return staging.on(message, now);
  }

  Decision<StagingList> on(GetStagings asked) {
    return outbox.decide(stagings.list());
  }

  // ---- alerts

  Decision<PendingAlerts> on(GetAlerts asked, long now) {
    return teller.mayTell(asked.asker(), now)
        ? outbox.decide(new PendingAlerts(alarms.pending(asked.afterId(), asked.limit())))
        : outbox.refuse(Refusal.conflict("another process of this farm tells of alerts"));
  }

  Decision<Ack> on(AlertTold message) {
    alarms.told(message.id());
    return outbox.decide(new Ack());
  }

  /** The store's disk has so much room left. */
  Decision<Ack> storeHas(long freeBytes, long now) {
    alarms.storeHas(freeBytes, now);
    return outbox.decide(new Ack());
  }

  // ---- time

  /** Called about once a second: leases run out, the summary is said. */
  Decision<Ack> tick(long now) {
    watch.look(now);
    FarmSummary summary = answers.summary();
    if (!summary.equals(said)) {
      said = summary;
      outbox.say(Addresses.SUMMARY, summary);
    }
    return outbox.decide(new Ack());
  }
}
