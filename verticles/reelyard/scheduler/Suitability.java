package reelyard.scheduler;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import reelyard.model.Capabilities;
import reelyard.model.EncoderProof;
import reelyard.model.Needs;
import reelyard.model.Sizes;
import reelyard.scheduler.forecast.Forecast;

/** Where a job can run, and in words where not: null means it can. */
final class Suitability {

  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY_AND_HOUR =
      DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);

  private static final DateTimeFormatter DATE_AND_HOUR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final JobBook jobs;
  private final Forecast forecast;

  Suitability(JobBook jobs, Forecast forecast) {
    this.jobs = jobs;
    this.forecast = forecast;
  }

  /** Why this worker takes no job at all now. */
  static String whyClosed(WorkerEntry worker, long now) {
    return switch (worker.state()) {
      case READY -> null;
      case PAUSED -> "paused" + whose(worker) + until(worker, now);
      case DRAINING -> "draining" + whose(worker) + until(worker, now);
      case CLOSED -> closed(worker, now);
      case QUARANTINED -> "in quarantine: " + worker.note;
      case LEAVING -> worker.note.isEmpty() ? "leaving" : "leaving: " + worker.note;
      case LOST -> "not there: " + worker.note;
      case LEFT -> "left";
    };
  }

  private static String whose(WorkerEntry worker) {
    return worker.obeysFarm() ? " with the whole farm" : "";
  }

  private static String until(WorkerEntry worker, long now) {
    long until = worker.orderedUntil();
    return until == 0 ? "" : " until " + moment(worker.at(until), worker.at(now));
  }

  private static String closed(WorkerEntry worker, long now) {
    ZonedDateTime opens = worker.nextChange(now);
    return opens == null
        ? "closed all week by its schedule"
        : "closed until " + moment(opens, worker.at(now));
  }

  private static String moment(ZonedDateTime then, ZonedDateTime now) {
    if (then.toLocalDate().equals(now.toLocalDate())) {
      return HOUR.format(then);
    }
    boolean thisWeek = then.isBefore(now.plusDays(7));
    return (thisWeek ? DAY_AND_HOUR : DATE_AND_HOUR).format(then);
  }

  /** Why no job of this demand can run at this worker, whatever else it does. */
  static String whyUnfit(WorkerEntry worker, Demand demand) {
    Supplier<String> reason = unfit(worker, demand);
    return reason == null ? null : reason.get();
  }

  /** Whether jobs of this demand can run at this worker: without words, which take long. */
  static boolean fits(WorkerEntry worker, Demand demand) {
    return unfit(worker, demand) == null;
  }

  private static Supplier<String> unfit(WorkerEntry worker, Demand demand) {
    if (!demand.workers().isEmpty() && !demand.workers().contains(worker.id())) {
      return () -> "not among its workers (" + String.join(", ", demand.workers()) + ")";
    }
    List<String> pools = worker.info().pools();
    if (!demand.pool().isEmpty() && !pools.isEmpty() && !pools.contains(demand.pool())) {
      return () -> "not in pool " + demand.pool();
    }
    for (String tag : demand.tags()) {
      if (!worker.info().tags().contains(tag)) {
        return () -> "not tagged " + tag;
      }
    }
    if (demand.proof() && !worker.info().capabilities().ffmpeg()) {
      return () -> "no ffmpeg to prove a replacement";
    }
    return incapable(worker.info().capabilities(), demand.needs());
  }

  private static Supplier<String> incapable(Capabilities has, Needs needs) {
    String encoder = needs.encoder();
    if (encoder != null && !has.encoders().isEmpty() && !has.encoders().contains(encoder)) {
      return () -> without(encoder, has);
    }
    if (needs.preset() != null
        && !has.presets().isEmpty()
        && !has.presets().contains(needs.preset())) {
      return () ->
          "HandBrake %s has no preset %s".formatted(has.handBrakeVersion(), needs.preset());
    }
    if (needs.presetVersion() > 0
        && has.presetVersion() > 0
        && needs.presetVersion() > has.presetVersion()) {
      return () ->
          "HandBrake %s reads presets up to version %d, not %d"
              .formatted(has.handBrakeVersion(), has.presetVersion(), needs.presetVersion());
    }
    return null;
  }

  private static String without(String encoder, Capabilities has) {
    for (EncoderProof proof : has.proofs()) {
      if (proof.encoder().equals(encoder)) {
        return "no " + encoder + ": " + proof.words();
      }
    }
    return "no " + encoder;
  }

  /** Why this job cannot be put into this worker's queue now, though others of its kind could. */
  String whyNotNow(WorkerEntry worker, JobEntry job, List<String> queued) {
    if (room(worker) < needed(job)) {
      return "%s free in its scratch folder, %s needed"
          .formatted(Sizes.words(room(worker)), Sizes.words(needed(job)));
    }
    if (hasItsShare(worker, job, queued)) {
      return "runs %d of %s's jobs already, its share"
          .formatted(worker.settings().share(), user(job));
    }
    String alone = runsAlone(worker);
    if (alone != null) {
      return "runs job " + alone + ", which wants to be alone";
    }
    return jobs.isFull(worker)
        ? "holds %d attempts, paused ones included, as many as it can"
            .formatted(worker.running.size())
        : null;
  }

  /** Whether there is no such reason: without words, which take long. */
  boolean fitsNow(WorkerEntry worker, JobEntry job, List<String> queued) {
    return room(worker) >= needed(job) && !hasItsShare(worker, job, queued) && !isClosed(worker);
  }

  /** Whether what the worker runs keeps every other job away. */
  boolean isClosed(WorkerEntry worker) {
    return runsAlone(worker) != null || jobs.isFull(worker);
  }

  /** Bytes of its scratch folder that no attempt needs yet; as many as there are when unknown. */
  long room(WorkerEntry worker) {
    return worker.freeBytes < 0 ? Long.MAX_VALUE : worker.freeBytes - promised(worker);
  }

  /** Bytes that the job needs there. */
  long needed(JobEntry job) {
    return job.inputBytes() + expectedResult(job);
  }

  /** Whether the worker does as much for the job's user as it may. */
  boolean hasItsShare(WorkerEntry worker, JobEntry job, List<String> queued) {
    int share = worker.settings().share();
    return share > 0 && !job.spec().ignoreShare() && ofUser(worker, job, queued) >= share;
  }

  /** The job that it runs and that suffers no other beside it, or null. */
  String runsAlone(WorkerEntry worker) {
    for (String id : worker.running) {
      if (jobs.get(id).spec().nonConcurrent()) {
        return id;
      }
    }
    return null;
  }

  /** Room that attempts at this worker still need. */
  private long promised(WorkerEntry worker) {
    long bytes = 0;
    for (String id : worker.running) {
      JobEntry job = jobs.get(id);
      switch (job.stage()) {
        case FETCHING -> bytes += job.inputBytes() + expectedResult(job);
        case TRANSCODING -> bytes += expectedResult(job);
        default -> {}
      }
    }
    return bytes;
  }

  /** At least as many as its worker will want before it fetches: the input's. */
  private long expectedResult(JobEntry job) {
    return (long) (job.inputBytes() * Math.max(1, forecast.sizeRatio(job.work())));
  }

  private long ofUser(WorkerEntry worker, JobEntry job, List<String> queued) {
    return worker.running.stream().filter(id -> counts(jobs.get(id), job)).count()
        + queued.stream().filter(id -> counts(jobs.get(id), job)).count();
  }

  private static boolean counts(JobEntry other, JobEntry job) {
    return !other.spec().ignoreShare() && other.spec().user().equals(job.spec().user());
  }

  private static String user(JobEntry job) {
    return job.spec().user().isEmpty() ? "nobody" : job.spec().user();
  }
}
