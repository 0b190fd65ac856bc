package reelyard.cli;

import java.util.List;
import java.util.Objects;
import reelyard.message.ChangeJobs;
import reelyard.message.ChangeOutcome;
import reelyard.message.ChangedJobs;
import reelyard.message.Refusal;

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
      return status(outcomes);
    }
    for (ChangeOutcome outcome : outcomes) {
      String id = Words.printable(outcome.jobId());
      if (outcome.refusal() == null) {
        System.out.println(done + " " + id);
      } else {
        System.err.println("reelyard: " + id + ": " + Words.printable(outcome.refusal().message()));
      }
    }
    return status(outcomes);
  }

  private static int status(List<ChangeOutcome> outcomes) {
    List<Refusal> refused =
        outcomes.stream().map(ChangeOutcome::refusal).filter(Objects::nonNull).toList();
    if (refused.isEmpty()) {
      return ExitStatus.COMPLETE;
    }
    return refused.stream().allMatch(each -> each.code() == Refusal.FORBIDDEN)
        ? ExitStatus.DENIED
        : ExitStatus.FAILED;
  }
}
