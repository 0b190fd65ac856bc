package reelyard.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be done when a command ends, the last thing first: once, be it done, failed, or
 * interrupted by a signal. After a signal it takes no longer than the limit.
 */
final class Ending implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Ending.class);

  /** All must be gone 5 s after Ctrl-C. */
  private static final Duration LIMIT = Duration.ofMillis(4500);

  private final Deque<Runnable> steps = new ArrayDeque<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "ending");
  private boolean begun;
  private final CountDownLatch interrupted = new CountDownLatch(1);

  Ending() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Adds what is to be done before all that was added already; does it now if the end has begun.
   */
  void first(Runnable step) {
    synchronized (steps) {
      if (!begun) {
        steps.push(step);
        return;
      }
    }
    step.run();
  }

  /** Returns at a signal, or when that time is over: Ctrl-C may reach a child process first. */
  void awaitSignal(Duration patience) throws InterruptedException {
    if (interrupted.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      log.debug("a signal ends the command");
    }
  }

  /** Does what is to be done. After a signal it does not return, lest the command complain. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook runs already and does the rest; the process goes when it is done.
      untilTheEnd();
      return;
    }
    end();
  }

  private static void untilTheEnd() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void interrupted() {
    interrupted.countDown();
    Thread watch = new Thread(this::haltWhenLate, "ending-watch");
    watch.setDaemon(true);
    watch.start();
    end();
  }

  private void end() {
    while (true) {
      Runnable step;
      synchronized (steps) {
        begun = true;
        step = steps.poll();
      }
      if (step == null) {
        done.countDown();
        return;
      }
      try {
        step.run();
      } catch (RuntimeException e) {
        log.error("a step of the ending broke; the others follow", e);
      }
    }
  }

  private void haltWhenLate() {
    try {
      if (done.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
  }
}
