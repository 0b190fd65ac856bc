package reelyard.dropbox;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import reelyard.dropbox.Questions.AwayException;
import reelyard.message.JobOrder;
import reelyard.message.JobPage;
import reelyard.message.JobView;
import reelyard.message.ListJobs;
import reelyard.model.JobState;

/**
 * Knows what the farm itself made, so that it is never taken for a source. Hears of each result as
 * it comes, and asks for those that it missed.
 */
final class Results {

  /** Results may come in a little out of order. */
  private static final long OVERLAP_MILLIS = 10 * 60_000;

  private static final int PAGE = 500;

  private final Ledger ledger;
  private final SchedulerPort scheduler;
  private final Consumer<JobView> whenComplete;

  /**
   * @param whenComplete hears of each job that is complete, some of them again
   */
  Results(Ledger ledger, SchedulerPort scheduler, Consumer<JobView> whenComplete) {
    this.ledger = ledger;
    this.scheduler = scheduler;
    this.whenComplete = whenComplete;
  }

  /** Asks for what it does not know yet. */
  void catchUp() throws AwayException, InterruptedException {
    long known = ledger.heardUntil();
    long latest = known;
    String cursor = null;
    do {
      JobPage page = Questions.answer(scheduler.list(complete(cursor)));
      for (JobView job : page.jobs()) {
        if (job.endedMillis() < known - OVERLAP_MILLIS) {
          ledger.heardUntil(latest);
          return;
        }
        learn(job);
        latest = Math.max(latest, job.endedMillis());
      }
      cursor = page.next();
    } while (cursor != null);
    ledger.heardUntil(latest);
  }

  /** One job that is complete. */
  void learn(JobView job) {
    String place = placed(job.resultBytes(), job.output());
    ledger.made(
        job.id(),
        job.resultRoot() == null
            ? List.of(place)
            : List.of(place, Fingerprints.of(job.resultBytes(), job.resultRoot())));
    whenComplete.accept(job);
  }

  /** Who made this content, or the file of this size in this place; null for nobody. */
  String maker(Find find, String fingerprint) {
    return ledger
        .maker(fingerprint)
        .or(() -> ledger.maker(placed(find.stamp().bytes(), find.path().toString())))
        .orElse(null);
  }

  private static String placed(long bytes, String output) {
    return bytes + "@" + Path.of(output).normalize();
  }

  private static ListJobs complete(String cursor) {
    return new ListJobs(
        List.of(JobState.COMPLETE),
        null,
        null,
        null,
        null,
        null,
        null,
        JobOrder.ENDED,
        cursor,
        PAGE);
  }
}
