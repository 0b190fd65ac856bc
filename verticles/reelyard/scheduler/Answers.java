package reelyard.scheduler;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import reelyard.message.Eta;
import reelyard.message.Explanation;
import reelyard.message.FarmSummary;
import reelyard.message.FarmView;
import reelyard.message.GetFarm;
import reelyard.message.JobDetails;
import reelyard.message.JobLink;
import reelyard.message.JobPage;
import reelyard.message.JobView;
import reelyard.message.ListJobs;
import reelyard.message.WorkerReason;
import reelyard.model.FailureReason;
import reelyard.model.FarmSettings;
import reelyard.model.HandBrakeArguments;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.scheduler.forecast.Estimate;
import reelyard.scheduler.forecast.FarmEta;
import reelyard.scheduler.forecast.Forecast;

/** What people ask: how the farm stands, why a job waits, when it ends. */
final class Answers {

  private static final int IN_VIEW_BY_DEFAULT = 200;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final JobBook jobs;
  private final Roster roster;
  private final Stagings stagings;
  private final Forecast forecast;
  private final Workload workload;
  private final Suitability suitability;
  private final Outbox outbox;

  Answers(
      JobBook jobs,
      Roster roster,
      Stagings stagings,
      Forecast forecast,
      Workload workload,
      Suitability suitability,
      Outbox outbox) {
    this.jobs = jobs;
    this.roster = roster;
    this.stagings = stagings;
    this.forecast = forecast;
    this.workload = workload;
    this.suitability = suitability;
    this.outbox = outbox;
  }

  /** Running jobs, the first that wait, the latest that ended, and every worker. */
  FarmView farm(GetFarm asked, FarmSettings settings) {
    int limit = asked.limit() <= 0 ? IN_VIEW_BY_DEFAULT : Math.min(asked.limit(), ListJobs.MOST);
    return new FarmView(
        outbox.epoch(),
        outbox.sequence(),
        jobs.view(limit).map(JobEntry::view).toList(),
        roster.all().stream().map(WorkerEntry::view).toList(),
        settings,
        summary());
  }

  FarmSummary summary() {
    FarmEta.Range eta = allDone();
    return new FarmSummary(
        (int) jobs.count(JobState.QUEUED),
        (int) jobs.count(JobState.RUNNING),
        jobs.suspendedCount(),
        jobs.count(JobState.COMPLETE),
        jobs.count(JobState.FAILED),
        jobs.count(JobState.STOPPED),
        jobs.archivedCount(),
        eta.expectedSeconds());
  }

  /** A page as the store has it, with what only memory knows. */
  JobPage refresh(JobPage page) {
    List<JobView> views = new ArrayList<>();
    for (JobView view : page.jobs()) {
      JobEntry entry = jobs.get(view.id());
      views.add(entry == null ? view : entry.view());
    }
    return new JobPage(views, page.next());
  }

  /** All of a job. */
  JobDetails details(JobEntry job, long now) {
    JobSpec spec = job.spec();
    return new JobDetails(
        job.view(),
        // Addresses, and webhooks that may hold a secret, are their users' business.
        spec.withPresetJson(null).withoutAlerts(),
        spec.presetJson() != null,
        HandBrakeArguments.of(spec),
        job.needs(),
        job.failures(),
        job.losses(),
        job.avoid(),
        spec.after().stream().map(this::link).toList(),
        jobs.dependents(job.id()).stream()
            .limit(JobDetails.MOST)
            .map(other -> link(other.id()))
            .toList(),
        explain(job, now),
        job.stageTimes(now));
  }

  private JobLink link(String id) {
    JobEntry job = jobs.get(id);
    return job == null
        ? new JobLink(id, "", null)
        : new JobLink(id, job.spec().name(), job.state());
  }

  // ---- why

  /** Why the job is not running. */
  Explanation explain(JobEntry job, long now) {
    String headline = headline(job, now);
    List<WorkerReason> reasons = new ArrayList<>();
    if (job.state() == JobState.QUEUED) {
      for (WorkerEntry worker : roster.all()) {
        reasons.add(new WorkerReason(worker.id(), whyNotAt(worker, job, now)));
      }
    }
    if (headline.isEmpty() && reasons.isEmpty()) {
      headline = "no worker is there: start one with ./reelyard run worker";
    }
    return new Explanation(job.id(), headline, reasons);
  }

  private String headline(JobEntry job, long now) {
    return switch (job.state()) {
      case RUNNING ->
          "it runs at %s%s".formatted(job.workerId(), job.suspended() ? ", suspended" : "");
      case COMPLETE -> "it is complete";
      case FAILED -> "it failed: " + job.failure().message();
      case STOPPED -> "it was stopped";
      case QUEUED -> whatHolds(job, now);
    };
  }

  private String whatHolds(JobEntry job, long now) {
    if (job.suspended()) {
      return "suspended: activate it";
    }
    if (job.priority() >= JobSpec.HELD) {
      return "held by its priority of 100: give it a lower one";
    }
    if (!job.unmet().isEmpty()) {
      return after(job.unmet().iterator().next());
    }
    String closed = stagings.whyClosedFor(job);
    if (job.notBeforeMillis() > now && closed == null) {
      return rests(job, now);
    }
    return closed == null ? "" : closed;
  }

  private static String rests(JobEntry job, long now) {
    long seconds = (job.notBeforeMillis() - now + 999) / 1000;
    if (job.failure() != null && job.failure().reason() == FailureReason.MANAGER_DISK_FULL) {
      return "rests for %d s: %s".formatted(seconds, job.failure().message());
    }
    return job.failures() > 0
        ? "rests for %d s after a failure".formatted(seconds)
        : "not before " + TIME.format(Instant.ofEpochMilli(job.notBeforeMillis()));
  }

  private String after(String other) {
    JobEntry needed = jobs.get(other);
    if (needed == null) {
      return "waits for job %s, which ended without a result: retry it".formatted(other);
    }
    return needed.state().ended()
        ? "waits for job %s, which ended as %s: retry it".formatted(other, needed.state())
        : "waits for job %s (%s)".formatted(other, needed.state());
  }

  private String whyNotAt(WorkerEntry worker, JobEntry job, long now) {
    String why = Suitability.whyClosed(worker, now);
    why = why == null ? Suitability.whyUnfit(worker, job.demand) : why;
    why = why == null ? suitability.whyNotNow(worker, job, List.of()) : why;
    if (why != null) {
      return why;
    }
    int place = worker.queue.indexOf(job.id());
    if (place >= 0) {
      return place == 0 ? "next here" : jobs(place) + " before it here";
    }
    if (job.spec().nonConcurrent() && !worker.running.isEmpty()) {
      return "busy, and the job wants to be alone";
    }
    if (worker.keptFor != null && !worker.keptFor.equals(job.id())) {
      return "kept free for job %s, which wants to be alone".formatted(worker.keptFor);
    }
    return busy(worker.running.size(), worker.queue.size());
  }

  private static String busy(int running, int waiting) {
    if (running + waiting == 0) {
      return "has room for it";
    }
    String runs = running == 0 ? "" : "busy with " + jobs(running);
    String waits =
        waiting == 0 ? "" : jobs(waiting) + (waiting == 1 ? " waits here" : " wait here");
    return runs + (running > 0 && waiting > 0 ? ", and " : "") + waits;
  }

  private static String jobs(int count) {
    return count == 1 ? "1 job" : count + " jobs";
  }

  // ---- when

  /** When everything is done. */
  Eta eta(long now) {
    return eta(null, allDone(), forecast.basis(null), now);
  }

  /** When the job is done. */
  Eta eta(JobEntry job, long now) {
    return switch (job.state()) {
      case QUEUED -> waiting(job, now);
      case RUNNING -> running(job, now);
      default -> eta(job.id(), FarmEta.Range.UNKNOWN, "the job has ended", now);
    };
  }

  private Eta running(JobEntry job, long now) {
    WorkerEntry worker = roster.get(job.workerId());
    Estimate whole = forecast.estimate(job.workerId(), job.work());
    double left = worker == null ? 0 : workload.secondsLeft(worker, job);
    FarmEta.Range range =
        job.course().pauseWanted()
            ? FarmEta.Range.UNKNOWN
            : FarmEta.oneDone(left, whole.spread(), returning(whole));
    String basis =
        job.course().pauseWanted() ? "the job is paused" : forecast.basis(job.workerId());
    return eta(job.id(), range, basis, now);
  }

  private static Estimate returning(Estimate whole) {
    return new Estimate(0, 0, whole.returnSeconds(), whole.spread(), whole.learned());
  }

  private Eta waiting(JobEntry job, long now) {
    String holds = whatHolds(job, now);
    if (!holds.isEmpty()) {
      return eta(job.id(), FarmEta.Range.UNKNOWN, holds, now);
    }
    FarmEta.Range range = FarmEta.oneDone(forecast, lanes(0), jobs.aheadOf(job), job.work());
    return eta(job.id(), range, forecast.basis(null), now);
  }

  private static Eta eta(String jobId, FarmEta.Range range, String basis, long now) {
    return range.known()
        ? new Eta(
            jobId,
            now + range.expectedSeconds() * 1000,
            now + range.earliestSeconds() * 1000,
            now + range.latestSeconds() * 1000,
            basis)
        : new Eta(jobId, 0, 0, 0, basis);
  }

  private FarmEta.Range allDone() {
    Map<String, FarmEta.Waiting> waiting = jobs.backlog().byKind();
    return FarmEta.allDone(forecast, lanes(waiting.isEmpty() ? 1 : 0), waiting);
  }

  /** Those of workers that take jobs; so many of the others, which go on with what they run. */
  private List<FarmEta.Lanes> lanes(int ofOthers) {
    List<FarmEta.Lanes> lanes = new ArrayList<>();
    for (WorkerEntry worker : roster.present()) {
      List<FarmEta.Left> left = new ArrayList<>();
      for (String id : worker.running) {
        JobEntry job = jobs.get(id);
        if (job.course().pauseWanted()) {
          continue;
        }
        double spread = forecast.estimate(worker.id(), job.work()).spread();
        left.add(new FarmEta.Left(workload.secondsLeft(worker, job), spread));
      }
      int count = worker.ready() ? worker.transcodeLanes() : ofOthers;
      lanes.add(new FarmEta.Lanes(worker.id(), count, left));
    }
    return lanes;
  }
}
