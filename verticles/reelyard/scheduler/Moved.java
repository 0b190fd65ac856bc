package reelyard.scheduler;

import reelyard.message.JobView;
import reelyard.model.Stage;

/**
 * How much of a job's bytes was counted by speeds, which are sampled once a second: what went in
 * between is made up for when it has arrived.
 */
final class Moved {

  private double fetched;
  private double returned;
  private boolean arrived;

  /**
   * @param first how the job was when it was heard of: what went before then is not ours to count
   */
  Moved(Stage first) {
    arrived = first.number() > Stage.FETCHING.number();
  }

  void count(Stage stage, double bytes) {
    if (stage == Stage.FETCHING) {
      fetched += bytes;
    } else if (stage == Stage.RETURNING) {
      returned += bytes;
    }
  }

  /** What of the source was not counted yet, once it has arrived; 0 at all other times. */
  double missingOfSource(JobView job) {
    if (arrived || job.stage().number() <= Stage.FETCHING.number()) {
      return 0;
    }
    arrived = true;
    return Math.max(0, job.inputBytes() - fetched);
  }

  /** What of the result was not counted yet, of a job that is complete. */
  double missingOfResult(JobView job) {
    return Math.max(0, job.resultBytes() - returned);
  }
}
