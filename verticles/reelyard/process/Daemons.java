package reelyard.process;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The few daemon threads that serve all child processes of this JVM together. */
public final class Daemons {

  private static final Logger log = LoggerFactory.getLogger(Daemons.class);

  /**
   * Starts and signals children. It lives as long as the JVM, which matters: the kernel delivers
   * PR_SET_PDEATHSIG when the thread that forked ends, not when the process does.
   */
  static final ExecutorService SPAWNER = Executors.newSingleThreadExecutor(named("spawner"));

  /** Time limits and regular looks; its tasks are short and touch no disk. */
  public static final ScheduledThreadPoolExecutor TIMER = timer();

  /** Work that may wait for a disk. */
  public static final ExecutorService FILES = Executors.newCachedThreadPool(named("files"));

  private Daemons() {}

  /** Does something once, on the timer's thread. */
  public static void later(long millis, Runnable task) {
    ScheduledFuture<?> unused =
        TIMER.schedule(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                log.error("something that was due is not done", e);
              }
            },
            millis,
            TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("timer"));
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  private static ThreadFactory named(String role) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "children-" + role + "-" + count.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }
}
