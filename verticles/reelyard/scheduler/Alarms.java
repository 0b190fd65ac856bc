package reelyard.scheduler;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reelyard.address.Addresses;
import reelyard.model.Alert;
import reelyard.model.AlertKind;
import reelyard.model.Failure;
import reelyard.model.JobState;
import reelyard.scheduler.store.Change;

/** Raises alerts, and keeps them until people were told. */
final class Alarms {

  /** Beyond so many that nobody could be told of, the oldest go. */
  private static final int MOST = 10_000;

  private final TreeMap<Long, Alert> pending = new TreeMap<>();
  private final JobBook jobs;
  private final Outbox outbox;
  private long lastId;

  Alarms(JobBook jobs, Outbox outbox) {
    this.jobs = jobs;
    this.outbox = outbox;
  }

  void restore(List<Alert> alerts) {
    alerts.forEach(alert -> pending.put(alert.id(), alert));
    lastId = pending.isEmpty() ? 0 : pending.lastKey();
  }

  /** Oldest first, those after this id. */
  List<Alert> pending(long afterId, int limit) {
    return pending.tailMap(afterId, false).values().stream().limit(limit).toList();
  }

  void told(long id) {
    if (pending.remove(id) != null) {
      outbox.keep(new Change.DropAlert(id));
    }
  }

  void failed(JobEntry job, Failure why, long now) {
    raise(
        AlertKind.JOB_FAILED,
        "job failed: " + job.spec().name(),
        "Job %s (%s) failed after %d attempts: %s"
            .formatted(job.id(), job.spec().name(), job.failures(), why.message()),
        facts(job),
        job,
        now);
  }

  void complete(JobEntry job, long resultBytes, long now) {
    raise(
        AlertKind.JOB_COMPLETE,
        "job complete: " + job.spec().name(),
        "Job %s (%s) is complete: %s, from %s to %s."
            .formatted(
                job.id(),
                job.spec().name(),
                job.spec().output(),
                Sizes.words(job.inputBytes()),
                Sizes.words(resultBytes)),
        facts(job),
        job,
        now);
  }

  void quarantined(WorkerEntry worker, long now) {
    raise(
        AlertKind.WORKER_QUARANTINED,
        "worker in quarantine: " + worker.id(),
        ("Worker %s takes no jobs: %s. It is tested now and then, and returns by itself when a test"
                + " passes.")
            .formatted(worker.id(), worker.note),
        Map.of("workerId", worker.id()),
        null,
        now);
  }

  /** Somewhere (a worker, or the manager's store) is less free than there should be. */
  void lowSpace(String where, String id, long freeBytes, long now) {
    raise(
        AlertKind.LOW_SPACE,
        "low space: " + where,
        "%s has %s left: make room there.".formatted(where, Sizes.words(freeBytes)),
        Map.of("workerId", id, "freeBytes", Long.toString(freeBytes)),
        null,
        now);
  }

  private Map<String, String> facts(JobEntry job) {
    long ended = jobs.count(JobState.COMPLETE) + jobs.count(JobState.FAILED) + jobs.archivedCount();
    return Map.of(
        "jobId",
        job.id(),
        "name",
        job.spec().name(),
        "user",
        job.spec().user(),
        "workerId",
        job.workerId() == null ? "" : job.workerId(),
        "endedCount",
        Long.toString(ended));
  }

  private void raise(
      AlertKind kind,
      String subject,
      String text,
      Map<String, String> facts,
      JobEntry job,
      long now) {
    // Microseconds since 1970, so that ids grow over restarts, too.
    lastId = Math.max(lastId + 1, now * 1000);
    Alert alert =
        new Alert(
            lastId, kind, now, subject, text, facts, job == null ? null : job.spec().alerts());
    pending.put(alert.id(), alert);
    outbox.keep(new Change.KeepAlert(alert));
    outbox.say(Addresses.ALERT, alert);
    if (pending.size() > MOST) {
      told(pending.firstKey());
    }
  }
}
