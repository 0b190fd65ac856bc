package reelyard.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
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
  private final List<SubmitOutcome> outcomes = new CopyOnWriteArrayList<>();
  private volatile boolean over;

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
      if (e.isRefusal() && outcomes.isEmpty()) {
        throw e;
      }
      throw new CommandFailure(
          e.exitStatus(),
          "%s; %d of %d jobs are in for certain: %s"
              .formatted(e.getMessage(), outcomes.size() - refused(), jobs.size(), howToGoOn()));
    }
    over = true;
  }

  /** What to say when a signal ends the command; empty when all was told. */
  Optional<String> interrupted() {
    return over
        ? Optional.empty()
        : Optional.of(
            "%d jobs are in for certain, and those that were sent may still be taken: %s"
                .formatted(outcomes.size() - refused(), howToGoOn()));
  }

  private String howToGoOn() {
    return "to go on without a second one of any, repeat the command with --key " + key;
  }

  List<SubmitOutcome> outcomes() {
    return outcomes;
  }

  int refused() {
    return (int) outcomes.stream().filter(outcome -> outcome.jobId() == null).count();
  }
}
