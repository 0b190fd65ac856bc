package reelyard.scheduler;

import reelyard.message.AttemptId;
import reelyard.message.Refusal;

/** What is refused for the same reason at several desks. */
final class Refusals {

  private Refusals() {}

  static Refusal unknownJob(String jobId) {
    return Refusal.notFound("there is no job " + jobId);
  }

  static Refusal unknownWorker(String workerId) {
    return Refusal.notFound("there is no worker " + workerId);
  }

  static Refusal fenced(AttemptId attempt) {
    return Refusal.conflict("attempt " + attempt + " is over");
  }
}
