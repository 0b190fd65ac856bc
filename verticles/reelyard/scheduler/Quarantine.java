package reelyard.scheduler;

import java.util.EnumSet;
import java.util.Set;
import reelyard.address.Addresses;
import reelyard.message.SelfTest;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/**
 * Keeps jobs away from a worker that failed several different ones in a row, until a self-test
 * passes; a job that failed at several of which one works is to blame itself.
 */
final class Quarantine {

  private static final long LONGEST_WAIT_MILLIS = 3_600_000;

  /** What may be the worker's own fault. */
  private static final Set<FailureReason> SUSPECT =
      EnumSet.of(
          FailureReason.HANDBRAKE_MISSING,
          FailureReason.HANDBRAKE_CRASHED,
          FailureReason.HANDBRAKE_SILENT,
          FailureReason.HANDBRAKE_FAILED,
          FailureReason.RESULT_REJECTED,
          FailureReason.WORKER_DISK_FULL,
          FailureReason.TRANSFER_FAILED,
          FailureReason.WORKER_FAILED);

  private final SchedulerConfig config;
  private final Roster roster;
  private final Outbox outbox;
  private final Alarms alarms;

  Quarantine(SchedulerConfig config, Roster roster, Outbox outbox, Alarms alarms) {
    this.config = config;
    this.roster = roster;
    this.outbox = outbox;
    this.alarms = alarms;
  }

  /** A job's attempt failed at this worker, or nobody's when null. */
  void failed(WorkerEntry worker, JobEntry job, Failure failure, long now) {
    if (worker == null || !SUSPECT.contains(failure.reason())) {
      return;
    }
    boolean jobIsToBlame =
        job.avoid().size() > 1
            && job.avoid().stream()
                .map(roster::get)
                .anyMatch(other -> other != null && other.works);
    worker.works = false;
    if (jobIsToBlame) {
      roster.all().forEach(other -> forgive(other, job));
      return;
    }
    boolean another = worker.failedJobs.add(job.id());
    if (another) {
      outbox.changed(worker);
    }
    if (another
        && worker.quarantinedMillis == 0
        && worker.failuresInRow() >= config.quarantineAfter()) {
      begin(worker, failure, now);
    }
  }

  private void forgive(WorkerEntry worker, JobEntry job) {
    if (worker.failedJobs.remove(job.id())) {
      outbox.changed(worker);
    }
  }

  /** A job was completed there. */
  void succeeded(WorkerEntry worker) {
    if (worker == null) {
      return;
    }
    boolean news = worker.failuresInRow() > 0;
    worker.succeeded();
    if (news) {
      outbox.changed(worker);
    }
  }

  private void begin(WorkerEntry worker, Failure failure, long now) {
    worker.quarantinedMillis = now;
    worker.tests = 0;
    worker.testMillis = now + config.selfTestSeconds() * 1000L;
    worker.note =
        "it failed %d jobs in a row, the last because %s"
            .formatted(worker.failuresInRow(), failure.message());
    outbox.changed(worker);
    outbox.note("worker %s is in quarantine: %s".formatted(worker.id(), worker.note));
    alarms.quarantined(worker, now);
  }

  /** Orders a test when it is time for one; the next waits twice as long. */
  void watch(WorkerEntry worker, long now) {
    boolean due = worker.quarantinedMillis > 0 && now >= worker.testMillis;
    if (due && worker.presence == WorkerEntry.Presence.HERE) {
      test(worker, now);
      long wait = (config.selfTestSeconds() * 1000L) << Math.min(worker.tests, 16);
      worker.testMillis = now + Math.min(wait, LONGEST_WAIT_MILLIS);
      worker.tests++;
    }
  }

  /** The worker shall prove itself now. */
  void test(WorkerEntry worker, long now) {
    outbox.order(
        Addresses.selfTest(worker.id()),
        new SelfTest(worker.info().incarnation(), now + Attempts.COMMAND_MILLIS));
  }

  /** A test ended; failure says why it did not pass, or is null. */
  void tested(WorkerEntry worker, String failure) {
    if (failure != null) {
      worker.note = "its self-test failed: " + failure;
    } else if (worker.quarantinedMillis > 0) {
      worker.quarantinedMillis = 0;
      worker.succeeded();
      worker.note = "";
      outbox.note("worker %s passed its self-test and takes jobs again".formatted(worker.id()));
    } else if (worker.presence == WorkerEntry.Presence.HERE) {
      worker.note = "";
    }
    outbox.changed(worker);
  }
}
