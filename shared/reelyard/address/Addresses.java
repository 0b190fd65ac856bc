package reelyard.address;

import reelyard.message.*;
import reelyard.model.Alert;
import reelyard.model.Progress;

/**
 * The map of the farm: every address, who speaks there to whom, and how often.
 *
 * <p>Ids are lower-case letters, digits, dots, dashes and underscores, so they fit into an address
 * as they are.
 */
public final class Addresses {

  // ---- worker → scheduler

  /** At start, and whenever the scheduler no longer knows the worker. Refused: name taken. */
  public static final Request<RegisterWorker, WorkerQueue> REGISTER =
      new Request<>("reelyard.scheduler.register", RegisterWorker.class, WorkerQueue.class);

  /** After each {@link #queueChanged}. Refused: unknown worker (register again). */
  public static final Request<GetQueue, WorkerQueue> GET_QUEUE =
      new Request<>("reelyard.scheduler.get-queue", GetQueue.class, WorkerQueue.class);

  /** "I can no longer serve my queue": its jobs go elsewhere. */
  public static final Request<LoseQueue, Ack> LOSE_QUEUE =
      new Request<>("reelyard.scheduler.lose-queue", LoseQueue.class, Ack.class);

  /**
   * Claims a job of the worker's queue and gets its attempt. Refused: moved, stopped or unknown.
   */
  public static final Request<StartJob, Assignment> START_JOB =
      new Request<>("reelyard.scheduler.start-job", StartJob.class, Assignment.class);

  /** Every two seconds; keeps the lease and tells which attempts are no longer the worker's. */
  public static final Request<Heartbeat, HeartbeatAnswer> HEARTBEAT =
      new Request<>("reelyard.scheduler.heartbeat", Heartbeat.class, HeartbeatAnswer.class);

  /** At each change of stage, and at most once a second between. */
  public static final Address<Progress> REPORT =
      new Address<>("reelyard.scheduler.report", Progress.class);

  /** An attempt ended without a result. Refused: fenced attempt. */
  public static final Request<AttemptFailed, Ack> ATTEMPT_FAILED =
      new Request<>("reelyard.scheduler.attempt-failed", AttemptFailed.class, Ack.class);

  /** A self-test ended. Refused: unknown worker. */
  public static final Request<WorkerTested, Ack> WORKER_TESTED =
      new Request<>("reelyard.scheduler.worker-tested", WorkerTested.class, Ack.class);

  // ---- staging → scheduler

  /** Is this attempt the live one, and what is it about? Refused: fenced attempt. */
  public static final Request<GetAttempt, Assignment> GET_ATTEMPT =
      new Request<>("reelyard.scheduler.get-attempt", GetAttempt.class, Assignment.class);

  /** The result stands under its final name: the job is complete. Safe to repeat. */
  public static final Request<ResultCommitted, Ack> RESULT_COMMITTED =
      new Request<>("reelyard.scheduler.result-committed", ResultCommitted.class, Ack.class);

  // ---- anyone → scheduler

  /** New jobs, each accepted or refused by itself. */
  public static final Request<SubmitJobs, Submitted> SUBMIT =
      new Request<>("reelyard.scheduler.submit", SubmitJobs.class, Submitted.class);

  /** Suspend, activate, stop, retry, move and so on: one job or many, each by itself. */
  public static final Request<ChangeJobs, ChangedJobs> CHANGE_JOBS =
      new Request<>("reelyard.scheduler.change-jobs", ChangeJobs.class, ChangedJobs.class);

  /** A page of jobs, live or ended, queue or archive. */
  public static final Request<ListJobs, JobPage> LIST_JOBS =
      new Request<>("reelyard.scheduler.list-jobs", ListJobs.class, JobPage.class);

  /** Why a job is not running. Refused: unknown. */
  public static final Request<JobId, Explanation> EXPLAIN_JOB =
      new Request<>("reelyard.scheduler.explain-job", JobId.class, Explanation.class);

  /** When a job, or all of them, should end. Refused: unknown. */
  public static final Request<GetEta, Eta> GET_ETA =
      new Request<>("reelyard.scheduler.get-eta", GetEta.class, Eta.class);

  /** What each worker did: attempts, hours, sizes. */
  public static final Request<GetHistory, History> GET_HISTORY =
      new Request<>("reelyard.scheduler.get-history", GetHistory.class, History.class);

  /** Pause, drain, resume or retire workers, or the farm. Refused: unknown worker. */
  public static final Request<ControlWorkers, Ack> CONTROL_WORKERS =
      new Request<>("reelyard.scheduler.control-workers", ControlWorkers.class, Ack.class);

  /** A worker's week schedule and share. Refused: unknown worker. */
  public static final Request<SetWorker, Ack> SET_WORKER =
      new Request<>("reelyard.scheduler.set-worker", SetWorker.class, Ack.class);

  /** A worker shall prove itself, and look for its capabilities anew. Refused: unknown, absent. */
  public static final Request<TestWorker, Ack> TEST_WORKER =
      new Request<>("reelyard.scheduler.test-worker", TestWorker.class, Ack.class);

  /**
   * The original that this job's result replaced stands under its name again. Refused: unknown,
   * nothing was replaced, kept no longer, result was changed since.
   */
  public static final Request<JobId, Undone> UNDO_JOB =
      new Request<>("reelyard.scheduler.undo-job", JobId.class, Undone.class);

  /** The staging hosts: what lies where, and who has room. */
  public static final Request<GetStagings, StagingList> GET_STAGINGS =
      new Request<>("reelyard.scheduler.get-stagings", GetStagings.class, StagingList.class);

  /** How the farm sorts what waits. */
  public static final Request<SetFarm, Ack> SET_FARM =
      new Request<>("reelyard.scheduler.set-farm", SetFarm.class, Ack.class);

  /** A consistent copy of the store, while the farm works. Refused: file exists, no space. */
  public static final Request<BackUp, BackedUp> BACK_UP =
      new Request<>("reelyard.scheduler.back-up", BackUp.class, BackedUp.class);

  /** One job as it stands now. Refused: unknown. */
  public static final Request<JobId, JobView> GET_JOB =
      new Request<>("reelyard.scheduler.get-job", JobId.class, JobView.class);

  /** The whole farm as it stands now: where a watcher begins and begins again after a gap. */
  public static final Request<GetFarm, FarmView> GET_FARM =
      new Request<>("reelyard.farm", GetFarm.class, FarmView.class);

  // ---- alert → scheduler

  /**
   * At its start, after {@link #ALERT} and once a minute: what is still to be told. Refused
   * (conflict): another asker, heard within the last two minutes, tells.
   */
  public static final Request<GetAlerts, PendingAlerts> GET_ALERTS =
      new Request<>("reelyard.scheduler.get-alerts", GetAlerts.class, PendingAlerts.class);

  /** An alert was told, or given up. Safe to repeat. */
  public static final Request<AlertTold, Ack> ALERT_TOLD =
      new Request<>("reelyard.scheduler.alert-told", AlertTold.class, Ack.class);

  // ---- scheduler → whoever watches

  /** Something people want to be told of; it is kept until it was. */
  public static final Address<Alert> ALERT = new Address<>("reelyard.farm.alert", Alert.class);

  /** At each change of a job other than its progress. */
  public static final Address<JobEvent> JOBS = new Address<>("reelyard.farm.jobs", JobEvent.class);

  /** At each change of a worker. */
  public static final Address<WorkerEvent> WORKERS =
      new Address<>("reelyard.farm.workers", WorkerEvent.class);

  /** When it changed, at most once a second. */
  public static final Address<FarmSummary> SUMMARY =
      new Address<>("reelyard.farm.summary", FarmSummary.class);

  // ---- staging → scheduler, and to a staging by its name

  /** Every five seconds, and when it changes. */
  public static final Address<StagingStatus> STAGING_STATUS =
      new Address<>("reelyard.scheduler.staging-status", StagingStatus.class);

  /** scheduler → every staging: say how you are. */
  public static final Address<Ack> STAGING_CALL = new Address<>("reelyard.staging.call", Ack.class);

  /** scheduler → every staging: this attempt ended; its door closes, its leftovers go. */
  public static final Address<AttemptId> ATTEMPT_ENDED =
      new Address<>("reelyard.staging.attempt-ended", AttemptId.class);

  /** scheduler → staging: does the source exist, what is in it, may the result land there? */
  public static Request<InspectSources, InspectedSources> inspect(String staging) {
    return new Request<>(
        "reelyard.staging." + staging + ".inspect", InspectSources.class, InspectedSources.class);
  }

  /** worker → staging: where to fetch the input of this attempt. Refused: fenced, source gone. */
  public static Request<ServeFiles, ServedFiles> serveFiles(String staging) {
    return new Request<>(
        "reelyard.staging." + staging + ".serve-files", ServeFiles.class, ServedFiles.class);
  }

  /** worker → staging: where to return the result of this attempt. Refused: fenced. */
  public static Request<ReturnFiles, ReturnFolder> returnFiles(String staging) {
    return new Request<>(
        "reelyard.staging." + staging + ".return-files", ReturnFiles.class, ReturnFolder.class);
  }

  /**
   * worker → staging, after a transfer: the hashes of what went through the attempt's door.
   * Refused: fenced, no such file.
   */
  public static Request<GetHashes, BlockHashes> getHashes(String staging) {
    return new Request<>(
        "reelyard.staging." + staging + ".get-hashes", GetHashes.class, BlockHashes.class);
  }

  /**
   * worker → staging: the result is uploaded; check it and put it under its final name. Refused:
   * fenced, size or hash differs, no space, result exists, receipt not good.
   */
  public static Request<CommitResult, ResultCommitted> commitResult(String staging) {
    return new Request<>(
        "reelyard.staging." + staging + ".commit-result",
        CommitResult.class,
        ResultCommitted.class);
  }

  /** scheduler → staging: bring back the original that this job's result replaced. */
  public static Request<JobId, Undone> undo(String staging) {
    return new Request<>("reelyard.staging." + staging + ".undo", JobId.class, Undone.class);
  }

  // ---- anyone → web

  /** Where people watch the farm. */
  public static final Request<GetWebAddress, WebAddress> WEB_ADDRESS =
      new Request<>("reelyard.web", GetWebAddress.class, WebAddress.class);

  // ---- anyone → gateway

  /** Where programs of other languages reach the bus. */
  public static final Request<GetGatewayAddress, GatewayAddress> GATEWAY_ADDRESS =
      new Request<>("reelyard.gateway", GetGatewayAddress.class, GatewayAddress.class);

  // ---- anyone → drop box

  /** What it watches, and what it did lately. */
  public static final Request<GetDropBox, DropBoxView> DROP_BOX =
      new Request<>("reelyard.drop-box", GetDropBox.class, DropBoxView.class);

  // ---- scheduler → one worker

  /** Your queue changed: ask for it. Safe to lose: a worker with a free lane asks by itself. */
  public static Address<QueueChanged> queueChanged(String workerId) {
    return new Address<>("reelyard.worker." + workerId, QueueChanged.class);
  }

  /** Stop this attempt: HandBrakeCLI ends, partial files go. Safe to repeat. */
  public static Request<StopAttempt, Ack> stopAttempt(String workerId) {
    return new Request<>(
        "reelyard.worker." + workerId + ".stop-attempt", StopAttempt.class, Ack.class);
  }

  /** HandBrake of this attempt pauses, or goes on. Heartbeats' answers tell the same. */
  public static Request<PauseAttempt, Ack> pauseAttempt(String workerId) {
    return new Request<>(
        "reelyard.worker." + workerId + ".pause-attempt", PauseAttempt.class, Ack.class);
  }

  /** Prove yourself, and look for your capabilities anew. Refused: another incarnation, late. */
  public static Request<SelfTest, Ack> selfTest(String workerId) {
    return new Request<>("reelyard.worker." + workerId + ".self-test", SelfTest.class, Ack.class);
  }

  /** Finish or give back what runs, then leave. Refused: another incarnation. */
  public static Request<Shutdown, Ack> shutdown(String workerId) {
    return new Request<>("reelyard.worker." + workerId + ".shutdown", Shutdown.class, Ack.class);
  }

  /** Report now: the answer is what the next heartbeat would say. */
  public static Request<ReportNow, Heartbeat> reportNow(String workerId) {
    return new Request<>(
        "reelyard.worker." + workerId + ".report-now", ReportNow.class, Heartbeat.class);
  }

  // ---- worker → whoever watches a job

  /** As HandBrake reports, about five a second; at most ten, the latest value wins. */
  public static Address<Progress> progress(String jobId) {
    return new Address<>("reelyard.job." + jobId + ".progress", Progress.class);
  }

  /** HandBrake's log lines as they come, gathered for at most a quarter of a second. */
  public static Address<LogLines> log(String jobId) {
    return new Address<>("reelyard.job." + jobId + ".log", LogLines.class);
  }

  private Addresses() {}
}
