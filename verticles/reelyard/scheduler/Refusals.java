package reelyard.scheduler;

import reelyard.message.AttemptId;
import reelyard.message.Refusal;

/** What is refused for the same reason at several desks. */
final class Refusals {

  private Refusals() {}

  static Refusal unknownJob(String jobId) {
    return Refusal.notFound("there is no job " + jobId);
  }

  static Refusal anothers(String jobId) {
    return Refusal.forbidden(
        "job %s is another user's: its user or an operator may change it".formatted(jobId));
  }

  static Refusal unknownWorker(String workerId) {
    return Refusal.notFound("there is no worker " + workerId);
  }

  static Refusal fenced(AttemptId attempt) {
    return Refusal.conflict("attempt " + attempt + " is over");
  }
}
