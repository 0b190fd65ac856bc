package reelyard.scheduler;

import reelyard.model.Progress;
import reelyard.model.Stage;
import reelyard.scheduler.forecast.Estimate;
import reelyard.scheduler.forecast.Forecast;

/** How much work workers have before them. */
final class Workload {

  private final Forecast forecast;
  private final JobBook jobs;

  Workload(Forecast forecast, JobBook jobs) {
    this.forecast = forecast;
    this.jobs = jobs;
  }

  /** Seconds of transcoding that a live attempt still needs. */
  double secondsLeft(WorkerEntry worker, JobEntry job) {
    Progress progress = job.progress();
    Estimate whole = forecast.estimate(worker.id(), job.work());
    return switch (job.stage()) {
      case RETURNING, COMPLETE -> 0;
      case TRANSCODING -> {
        if (progress != null && progress.stage() == Stage.TRANSCODING) {
          yield progress.etaSeconds() >= 0
              ? progress.etaSeconds()
              : whole.transcodeSeconds() * (1 - progress.percent() / 100);
        }
        yield whole.transcodeSeconds();
      }
      default -> whole.transcodeSeconds();
    };
  }

  /** Seconds until one of the worker's transcode lanes is free for a job not yet claimed. */
  double secondsUntilFree(WorkerEntry worker) {
    double work = 0;
    for (String id : worker.running) {
      JobEntry job = jobs.get(id);
      work += job.course().pauseWanted() ? 0 : secondsLeft(worker, job);
    }
    return work / worker.transcodeLanes();
  }
}
