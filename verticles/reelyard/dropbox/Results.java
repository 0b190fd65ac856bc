package reelyard.dropbox;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

  private static final List<JobState> ENDED =
      Stream.of(JobState.values()).filter(JobState::ended).toList();

  private final Ledger ledger;
  private final SchedulerPort scheduler;
  private final Runnable whenNew;

  /**
   * @param whenNew is told that the ledger knows of more jobs that ended
   */
  Results(Ledger ledger, SchedulerPort scheduler, Runnable whenNew) {
    this.ledger = ledger;
    this.scheduler = scheduler;
    this.whenNew = whenNew;
  }

  /** Asks for what it does not know yet. */
  void catchUp() throws AwayException, InterruptedException {
    long known = ledger.heardUntil();
    long latest = known;
    String cursor = null;
    do {
      JobPage page = Questions.answer(scheduler.list(list(ENDED, cursor)));
      List<JobView> news =
          page.jobs().stream().filter(job -> job.endedMillis() >= known - OVERLAP_MILLIS).toList();
      learn(news);
      latest = news.stream().mapToLong(JobView::endedMillis).reduce(latest, Math::max);
      cursor = news.size() < page.jobs().size() ? null : page.next();
    } while (cursor != null);
    // Only now: the latest came first, and a break would have left a gap.
    if (latest > known) {
      ledger.heardUntil(latest);
    }
  }

  /**
   * Whether a live job's result is just being put there; ask before catching up, lest it end in
   * between.
   */
  boolean isComing(Find find) throws AwayException, InterruptedException {
    return Questions.answer(scheduler.list(list(List.of(JobState.RUNNING), null))).jobs().stream()
        .map(job -> Path.of(job.output()).normalize())
        .anyMatch(output -> find.path().equals(output) || find.films().contains(output));
  }

  /** Jobs that ended, known before or not. */
  void learn(List<JobView> jobs) {
    if (ledger.learn(jobs.stream().map(Results::ended).toList())) {
      whenNew.run();
    }
  }

  private static Ledger.Ended ended(JobView job) {
    if (job.state() != JobState.COMPLETE) {
      return new Ledger.Ended(job.id(), List.of());
    }
    String place = placed(job.resultBytes(), job.output());
    return new Ledger.Ended(
        job.id(),
        job.resultRoot() == null
            ? List.of(place)
            : List.of(place, Fingerprints.of(job.resultBytes(), job.resultRoot())));
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

  private static ListJobs list(List<JobState> states, String cursor) {
    return new ListJobs(states, null, null, null, null, null, null, JobOrder.ENDED, cursor, PAGE);
  }
}
