package reelyard.cli;

import java.util.ArrayList;
import java.util.List;
import reelyard.message.SubmitOutcome;
import reelyard.model.JobSpec;

/** Hands jobs over; however it breaks off, it can be repeated without making second ones. */
final class Submission {

  /** Hears of each job what became of it. */
  interface Listener {
    void told(JobSpec job, SubmitOutcome outcome);
  }

  private final ManagerClient client;
  private final String key;
  private final List<SubmitOutcome> outcomes = new ArrayList<>();

  Submission(ManagerClient client, String key) {
    this.client = client;
    this.key = key;
  }

  /** Tells each outcome as it comes. */
  void submit(List<JobSpec> jobs, Listener listener) throws CommandFailure {
    try {
      client.submit(
          key,
          jobs,
          (spec, outcome) -> {
            outcomes.add(outcome);
            listener.told(spec, outcome);
          });
    } catch (CommandFailure e) {
      throw new CommandFailure(
          e.exitStatus(),
          "%s; %d of %d jobs are in for certain: to go on without a second one of any, repeat the"
                  .formatted(e.getMessage(), outcomes.size() - refused(), jobs.size())
              + " command with --key "
              + key);
    }
  }

  List<SubmitOutcome> outcomes() {
    return outcomes;
  }

  int refused() {
    return (int) outcomes.stream().filter(outcome -> outcome.jobId() == null).count();
  }
}
