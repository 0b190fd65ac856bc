package reelyard.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/** Insists on a transfer that breaks, until there is no hope; says in words why it failed. */
final class Tries {

  /** One try. */
  interface Try {
    void once() throws IOException;
  }

  private static final Logger log = LoggerFactory.getLogger(Tries.class);

  private static final int MOST = 5;

  private final String workerId;
  private final Duration firstPause;
  private final Duration silence;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private volatile boolean stalled;
  private volatile boolean unproven;

  Tries(String workerId, Duration firstPause, Duration silence) {
    this.workerId = workerId;
    this.firstPause = firstPause;
    this.silence = silence;
  }

  boolean stalled() {
    return stalled;
  }

  /** Whether it failed since the two sides have different files. */
  boolean unproven() {
    return unproven;
  }

  void cancel() {
    cancelled.countDown();
  }

  void stall() {
    stalled = true;
    cancelled.countDown();
  }

  /**
   * Null when one of the tries came to its end.
   *
   * @param furthest how far any try came: those count that came no further than the ones before
   */
  Failure run(String what, LongSupplier furthest, Try work) {
    Duration pause = firstPause;
    long before = 0;
    for (int attempt = 1; ; attempt++) {
      try {
        work.once();
        return null;
      } catch (IOException e) {
        if (furthest.getAsLong() > before) {
          before = furthest.getAsLong();
          attempt = 1;
          pause = firstPause;
        }
        unproven = e instanceof UnprovenException;
        Failure failure = failure(what, attempt, e);
        if (isHopeless(e) || attempt == MOST || isCancelledWithin(pause)) {
          return failure;
        }
        log.info("{} broke ({}): going on with try {}", what, Failures.words(e), attempt + 1);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private static boolean isHopeless(IOException e) {
    return e instanceof DiskException
        || e instanceof WrongCertificateException
        || e instanceof UnprovenException
        || e instanceof StagingRefusal
        || (e instanceof FtpRefusal refusal && refusal.permanent());
  }

  private boolean isCancelledWithin(Duration pause) {
    try {
      return cancelled.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private Failure failure(String what, int tries, IOException e) {
    if (stalled) {
      return broken(
          "%s moved not a byte for %d s and was stopped: check the network to staging"
              .formatted(what, silence.toSeconds()));
    }
    if (cancelled.getCount() == 0) {
      return Failures.plain(FailureReason.STOPPED, what + " was stopped", workerId);
    }
    if (e instanceof DiskException disk) {
      return disk.failure(workerId);
    }
    if (e instanceof StagingRefusal refusal) {
      return refusal.failure(workerId);
    }
    if (e instanceof UnprovenException) {
      return broken(
          "%s proves nothing (%s): do not change files while jobs use them, and check memory and"
                  .formatted(what, e.getMessage())
              + " disks here and at staging");
    }
    if (e instanceof WrongCertificateException) {
      return broken(
          "%s was not begun (%s): see who answers at that address, or whether a proxy stands"
                  .formatted(what, e.getMessage())
              + " between");
    }
    if (e instanceof FtpRefusal refusal && refusal.diskFull()) {
      return Failures.plain(
          FailureReason.MANAGER_DISK_FULL,
          "%s: the disk there is full: free space where the result goes".formatted(what),
          workerId);
    }
    return broken(
        "%s failed after %d %s (%s): check that staging runs and the network between"
            .formatted(what, tries, tries == 1 ? "try" : "tries", Failures.words(e)));
  }

  private Failure broken(String message) {
    return Failures.plain(FailureReason.TRANSFER_FAILED, message, workerId);
  }
}
