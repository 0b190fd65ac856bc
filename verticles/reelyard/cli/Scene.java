package reelyard.cli;

import java.util.Collection;
import java.util.List;
import reelyard.message.FarmSummary;
import reelyard.message.JobView;
import reelyard.model.JobState;

/**
 * What there is to show at one moment.
 *
 * @param done jobs that ended, the failed ones included
 * @param etaSeconds to the end of all jobs, -1 when unknown
 * @param page where people watch the farm in a browser
 * @param trouble why this may not be the present; null when it is
 * @param withWorkers whether it matters which worker runs a job
 */
record Scene(
    List<JobView> running,
    int total,
    int done,
    int failed,
    int waiting,
    long etaSeconds,
    String page,
    String trouble,
    boolean withWorkers) {

  /** The jobs of one run that are known so far; of all, some were refused and never known. */
  static Scene ofRun(
      Collection<JobView> jobs, int total, int refused, FarmSummary summary, String page) {
    List<JobView> running = running(jobs);
    int done = refused + (int) jobs.stream().filter(job -> job.state().ended()).count();
    int complete = (int) jobs.stream().filter(job -> job.state() == JobState.COMPLETE).count();
    return new Scene(
        running,
        total,
        done,
        done - complete,
        Math.max(0, total - done - running.size()),
        summary.etaSeconds(),
        page,
        null,
        false);
  }

  /** The whole farm. */
  static Scene ofFarm(FarmPicture picture, String page, String trouble) {
    FarmSummary summary = picture.summary();
    int done = summary.complete() + summary.failed() + summary.stopped();
    return new Scene(
        running(picture.jobs()),
        done + summary.queued() + summary.running(),
        done,
        summary.failed(),
        summary.queued(),
        summary.etaSeconds(),
        page,
        trouble,
        true);
  }

  private static List<JobView> running(Collection<JobView> jobs) {
    return jobs.stream().filter(job -> job.state() == JobState.RUNNING).toList();
  }
}
