package reelyard.cli;

import java.util.List;
import reelyard.message.ChangeJobs;
import reelyard.message.ChangeOutcome;
import reelyard.message.ChangedJobs;

/** Does the same with many jobs, and tells what became of each. */
final class Changes {

  private Changes() {}

  /**
   * Prints a line for each job: done on standard output, refused on standard error; or the answer.
   *
   * @param done such as "suspended"
   */
  static int tell(ManagerClient client, ChangeJobs change, String done, JsonOption json)
      throws CommandFailure {
    List<ChangeOutcome> outcomes = client.change(change);
    if (json.print(new ChangedJobs(outcomes))) {
      return outcomes.stream().allMatch(outcome -> outcome.refusal() == null)
          ? ExitStatus.COMPLETE
          : ExitStatus.FAILED;
    }
    int status = ExitStatus.COMPLETE;
    for (ChangeOutcome outcome : outcomes) {
      String id = Words.printable(outcome.jobId());
      if (outcome.refusal() == null) {
        System.out.println(done + " " + id);
      } else {
        System.err.println("reelyard: " + id + ": " + Words.printable(outcome.refusal().message()));
        status = ExitStatus.FAILED;
      }
    }
    return status;
  }
}
