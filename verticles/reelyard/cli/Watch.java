package reelyard.cli;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import reelyard.message.JobView;

/** Follows a farm and keeps a show of it: lines at once, ten pictures a second at most. */
final class Watch implements AutoCloseable {

  private static final long PICTURE_MILLIS = 100;

  /** So that a minute without news is noticed. */
  private static final int PICTURES_WITHOUT_NEWS = 10;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread follower = new Thread(task, "watch");
            follower.setDaemon(true);
            return follower;
          });
  private final CompletableFuture<Void> broken = new CompletableFuture<>();
  private final Outcomes outcomes = new Outcomes();
  private final FarmFollower follower;
  private final Subject subject;
  private final Show show;
  private Future<?> pictures = CompletableFuture.completedFuture(null);
  private boolean begun;
  private boolean changed = true;
  private int unchanged;

  /** What of the farm is watched. Called on the watch's thread. */
  interface Subject {

    /** Those that matter of the jobs that changed. */
    Collection<JobView> ofInterest(Collection<JobView> changed);

    /**
     * What there is to show.
     *
     * @param lost whether the manager has gone silent
     */
    Scene scene(FarmPicture picture, boolean lost);

    /** Whether jobs that had ended before the watch began are told of. */
    boolean tellsOfThePast();

    /** Whether showing it is all that the command is for. */
    boolean endsUnread();

    /** After the change was shown. */
    void shown();
  }

  Watch(ManagerClient client, Subject subject, Show show) {
    this.subject = subject;
    this.show = show;
    this.follower = new FarmFollower(client, thread, this::changed, broken::completeExceptionally);
  }

  void start() {
    follower.start();
    pictures =
        thread.scheduleWithFixedDelay(
            this::tick, PICTURE_MILLIS, PICTURE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void changed() {
    changed = true;
    if (show.wantsEveryChange()) {
      picture();
    }
  }

  private void tick() {
    if (changed || ++unchanged >= PICTURES_WITHOUT_NEWS) {
      picture();
    }
  }

  private void picture() {
    changed = false;
    unchanged = 0;
    try {
      FarmPicture picture = follower.picture();
      if (!begun && follower.current()) {
        begun = true;
        if (!subject.tellsOfThePast()) {
          outcomes.skip(picture.jobs());
        }
      }
      Collection<JobView> jobs = subject.ofInterest(picture.takeChanged());
      outcomes.news(jobs).forEach(job -> show.say(JobWords.outcome(job)));
      show.draw(jobs, subject.scene(picture, follower.isLost()));
      subject.shown();
      if (!show.isRead() && subject.endsUnread()) {
        broken.completeExceptionally(CommandFailure.unread());
      }
    } catch (RuntimeException e) {
      broken.completeExceptionally(e);
      throw e;
    }
  }

  /**
   * Fails when the manager lets nobody watch any more, or the watch broke, which is a bug; else it
   * never ends.
   */
  CompletableFuture<Void> broken() {
    return broken;
  }

  /** The end of something that a watch may break off. */
  static <T> T join(CompletableFuture<T> end) throws CommandFailure {
    try {
      return end.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CommandFailure failure) {
        throw failure;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    pictures.cancel(false);
    follower.close();
    thread.shutdown();
  }
}
