package reelyard.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import reelyard.message.JobView;
import reelyard.model.JobSpec;

/** Jobs handed to a farm and followed until the last one has ended, whatever happens meanwhile. */
final class FarmRun {

  /** Events may get lost, and what they told with them. */
  private static final Duration CATCH_UP = Duration.ofSeconds(10);

  private final ManagerClient client;
  private final RunSubject subject;
  private final Show show;

  FarmRun(ManagerClient client, int total, Show show) {
    this.client = client;
    this.subject = new RunSubject(total, client.address().toString(), false);
    this.show = show;
  }

  /** Hands them over, each outcome told by the listener; returns how they ended. */
  List<JobView> run(List<JobSpec> jobs, Submission submission, Submission.Listener listener)
      throws CommandFailure {
    try (Watch watch = new Watch(client, subject, show)) {
      watch.start();
      submission.submit(
          jobs,
          (spec, outcome) -> {
            listener.told(spec, outcome);
            if (outcome.jobId() == null) {
              subject.refused(1);
            } else {
              subject.submitted(outcome.jobId());
            }
          });
      subject.allSubmitted();
      CompletableFuture<Object> over = CompletableFuture.anyOf(subject.ended(), watch.broken());
      while (!over.isDone()) {
        subject.askForMissing(client);
        Watch.join(CompletableFuture.anyOf(over, later()));
      }
      Watch.join(over);
    }
    return subject.ended().join();
  }

  /** Jobs that were deleted before they ended. */
  int gone() {
    return subject.gone();
  }

  private static CompletableFuture<Void> later() {
    return new CompletableFuture<Void>()
        .completeOnTimeout(null, CATCH_UP.toSeconds(), TimeUnit.SECONDS);
  }
}
