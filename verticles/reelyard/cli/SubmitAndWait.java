package reelyard.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import reelyard.message.JobView;
import reelyard.message.SubmitOutcome;
import reelyard.message.Submitted;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;
import reelyard.model.JobState;

/** Hands jobs over, waits for the last one's end, and tells what became of them. */
final class SubmitAndWait {

  private final ManagerClient client;
  private final JsonOption json;
  private final boolean live;
  private final Set<String> ours = new HashSet<>();
  private final Set<String> told = new HashSet<>();
  private Show show;

  /**
   * @param live whether to show how they get on
   */
  SubmitAndWait(ManagerClient client, JsonOption json, boolean live) {
    this.client = client;
    this.json = json;
    this.live = live;
  }

  int run(List<JobSpec> jobs, Submission submission) throws CommandFailure {
    AtomicBoolean done = new AtomicBoolean();
    List<JobView> ended;
    int gone;
    try (Ending ending = new Ending()) {
      ending.first(
          () -> {
            if (!done.get()) {
              System.err.println(
                  submission
                      .interrupted()
                      .orElse("the jobs go on without this command: `reelyard watch`"));
            }
          });
      show = show();
      ending.first(show::close);
      FarmRun run = new FarmRun(client, jobs.size(), show);
      try {
        ended = run.run(jobs, submission, this::taken);
        gone = run.gone();
      } finally {
        done.set(true);
      }
    }
    report(ended, jobs.size(), gone);
    return ended.stream().filter(job -> job.state() == JobState.COMPLETE).count() == jobs.size()
        ? ExitStatus.COMPLETE
        : ExitStatus.FAILED;
  }

  private Show show() {
    if (!live) {
      return new QuietShow(this::tellEnd);
    }
    return json.isOn() ? new JsonShow(this::tellChange) : Shows.open();
  }

  private synchronized void tellChange(JobView job) {
    if (job.state().ended()) {
      tellEnd(job);
    } else if (ours.contains(job.id())) {
      json.print(job);
    }
  }

  private synchronized void taken(JobSpec spec, SubmitOutcome outcome) {
    ours.add(String.valueOf(outcome.jobId()));
    if (json.isOn()) {
      json.print(new Submitted(List.of(outcome)));
    } else if (outcome.jobId() == null) {
      show.warn(SubmitCommand.refused(spec, outcome));
    } else if (live) {
      show.say(Words.printable(spec.name()) + ": is job " + outcome.jobId());
    } else {
      System.out.println(outcome.jobId());
    }
  }

  private synchronized void tellEnd(JobView job) {
    if (json.isOn() && ours.contains(job.id()) && told.add(job.id())) {
      json.print(job);
    }
  }

  private void report(List<JobView> ended, int total, int gone) {
    ended.forEach(this::tellEnd);
    List<FailureReport.Failed> failed =
        ended.stream()
            .filter(job -> job.state() != JobState.COMPLETE)
            .map(job -> new FailureReport.Failed(job.name(), why(job)))
            .toList();
    FailureReport.lines(failed, total).forEach(System.err::println);
    if (gone > 0) {
      System.err.println("deleted before they ended: " + gone + " of " + total);
    }
  }

  private static Failure why(JobView job) {
    return job.failure() != null
        ? job.failure()
        : new Failure(FailureReason.STOPPED, "it was stopped", null, List.of(), null);
  }
}
