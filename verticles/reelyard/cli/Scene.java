package reelyard.cli;

import java.util.List;
import reelyard.message.FarmSummary;
import reelyard.message.JobView;

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
    long total,
    long done,
    long failed,
    long waiting,
    long etaSeconds,
    String page,
    String trouble,
    boolean withWorkers) {

  /** One run: of its jobs, those that were refused are done as well. */
  static Scene ofRun(
      List<JobView> running,
      int total,
      int done,
      int complete,
      FarmSummary summary,
      String page,
      String trouble) {
    return new Scene(
        running,
        total,
        done,
        done - complete,
        Math.max(0, total - done - running.size()),
        summary.etaSeconds(),
        page,
        trouble,
        false);
  }

  /** The trouble that a manager does not answer. */
  static String noAnswer(String page) {
    return "no answer from the manager at " + page + "; trying again";
  }

  /** The whole farm. */
  static Scene ofFarm(FarmPicture picture, String page, String trouble) {
    FarmSummary summary = picture.summary();
    long done = summary.complete() + summary.failed() + summary.stopped();
    return new Scene(
        picture.running(),
        done + summary.queued() + summary.running(),
        done,
        summary.failed(),
        summary.queued(),
        summary.etaSeconds(),
        page,
        trouble,
        true);
  }
}
