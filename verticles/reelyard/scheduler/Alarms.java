package reelyard.scheduler;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reelyard.address.Addresses;
import reelyard.model.Alert;
import reelyard.model.AlertKind;
import reelyard.model.Failure;
import reelyard.model.FarmSettings;
import reelyard.model.Sizes;
import reelyard.scheduler.store.Change;

/** Raises alerts, and keeps them until people were told. */
final class Alarms {

  /** Beyond so many that nobody could be told of, the oldest go. */
  private static final int MOST = 10_000;

  private final TreeMap<Long, Alert> pending = new TreeMap<>();
  private final SchedulerConfig config;
  private final Roster roster;
  private final Outbox outbox;
  private long lastId;
  private boolean toldStore;

  Alarms(SchedulerConfig config, Roster roster, Outbox outbox) {
    this.config = config;
    this.roster = roster;
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
    countEnded();
    raise(
        AlertKind.JOB_FAILED,
        "job failed: " + job.spec().name(),
        "Job %s (%s) failed after %d attempts: %s"
            .formatted(job.id(), job.spec().name(), job.failures() + job.losses(), why.message()),
        facts(job),
        job,
        now);
  }

  void complete(JobEntry job, long resultBytes, long now) {
    countEnded();
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

  /** A worker's scratch folder has so much room; people are told once, until there was more. */
  void scratchHas(WorkerEntry worker, long freeBytes, long now) {
    if (freeBytes < 0) {
      return;
    }
    boolean low = freeBytes < low();
    if (low && !worker.toldLowSpace) {
      String where = "the scratch folder of worker " + worker.id();
      lowSpace(where, left(where, freeBytes), worker.id(), freeBytes, now);
    }
    worker.toldLowSpace = low || (worker.toldLowSpace && freeBytes < 2 * low());
  }

  /** A staging host has so much room, or says that it is short of it. */
  void stagingHas(StagingEntry staging, long now) {
    String shortage = staging.shortage();
    long free = staging.status.freeBytes();
    boolean low = shortage != null || (free >= 0 && free < low());
    if (low && !staging.toldLowSpace) {
      String where = "the disk of staging " + staging.id();
      String text =
          shortage == null ? left(where, free) : where + " is short of space: " + shortage;
      lowSpace(where, text, "", free, now);
    }
    staging.toldLowSpace = low || (staging.toldLowSpace && free >= 0 && free < 2 * low());
  }

  /** The store's disk has so much room. */
  void storeHas(long freeBytes, long now) {
    boolean low = freeBytes < low();
    if (low && !toldStore) {
      String where = "the disk of the manager's store";
      lowSpace(where, left(where, freeBytes), "", freeBytes, now);
    }
    toldStore = low || (toldStore && freeBytes < 2 * low());
  }

  private long low() {
    return config.lowSpaceMegabytes() * 1_000_000L;
  }

  private static String left(String where, long freeBytes) {
    return "%s has %s left: make room there.".formatted(where, Sizes.words(freeBytes));
  }

  private void lowSpace(String where, String text, String workerId, long freeBytes, long now) {
    raise(
        AlertKind.LOW_SPACE,
        "low space: " + where,
        text,
        Map.of("workerId", workerId, "freeBytes", Long.toString(freeBytes)),
        null,
        now);
  }

  /** It only grows, whatever becomes of the jobs, so that no n-th is told twice or skipped. */
  private void countEnded() {
    FarmSettings farm = roster.farm().withOneMoreEnded();
    roster.setFarm(farm);
    outbox.keep(new Change.KeepFarm(farm));
  }

  private Map<String, String> facts(JobEntry job) {
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
        Long.toString(roster.farm().endedJobs()));
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
