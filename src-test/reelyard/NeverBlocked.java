package reelyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails every test during which Vert.x found a thread that waits, also for a disk or a socket, or
 * one that works for very long; JUnit registers it by itself. On a busy machine the first load of a
 * hundred classes takes seconds: that is slow, but nothing waits.
 */
public final class NeverBlocked implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  static final String WORDS = "has been blocked for";

  // Held here, since the logging system itself holds loggers only weakly.
  private static final Logger CHECKER = Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker");

  private static final Pattern SAYS = Pattern.compile("Thread (\\S+) " + WORDS + " (\\d+) ms");

  private static final String EVENT_LOOP = "vert.x-eventloop-thread-";

  /** Far more than a busy machine takes to load its classes. */
  private static final long LONG_IN_A_LOG_MILLIS = 5_000;

  private static final Pattern LOADS =
      Pattern.compile("java\\.lang\\.ClassLoader|jdk\\.internal\\.loader\\..*");

  /** But for an event loop that has nothing to do. */
  private static final Pattern ASKS_THE_SYSTEM =
      Pattern.compile("(java\\.(io|net)|sun\\.nio\\.(ch|fs)|org\\.sqlite)\\.(?!EPoll).*");

  private static final long TOO_LONG_MILLIS = 10_000;

  private static final int LOOKS = 5;
  private static final long BETWEEN_NANOS = 20_000_000;

  private static final ConcurrentLinkedQueue<String> FOUND = new ConcurrentLinkedQueue<>();
  private static final Handler LISTENER = new Listener();

  @Override
  public void beforeAll(ExtensionContext context) {
    CHECKER.removeHandler(LISTENER);
    CHECKER.addHandler(LISTENER);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    check();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    check();
  }

  /**
   * Whether the log of a process tells of an event loop that stood still. The threads that are
   * there to wait may, when others of the farm are killed.
   */
  public static boolean isToldIn(String log) {
    return SAYS.matcher(log)
        .results()
        .anyMatch(
            says ->
                says.group(1).startsWith(EVENT_LOOP)
                    && Long.parseLong(says.group(2)) >= LONG_IN_A_LOG_MILLIS);
  }

  private static void check() {
    assertThat(found()).as("threads that Vert.x found blocked").isEmpty();
  }

  /** What was found since the last call. */
  static List<String> found() {
    List<String> found = new ArrayList<>();
    for (String next = FOUND.poll(); next != null; next = FOUND.poll()) {
      found.add(next);
    }
    return found;
  }

  private static final class Listener extends Handler {

    @Override
    public void publish(LogRecord event) {
      Matcher says = SAYS.matcher(event.getMessage());
      if (!says.lookingAt()
          || Long.parseLong(says.group(2)) >= TOO_LONG_MILLIS
          || waitsOn(says.group(1))) {
        FOUND.add(event.getMessage());
      }
    }

    /** At several looks: who works may be met at a lock, or at what comes after. */
    private static boolean waitsOn(String name) {
      for (int look = 0; look < LOOKS; look++) {
        if (!waits(name)) {
          return false;
        }
        LockSupport.parkNanos(BETWEEN_NANOS);
      }
      return true;
    }

    private static boolean waits(String name) {
      return Thread.getAllStackTraces().entrySet().stream()
          .filter(thread -> thread.getKey().getName().equals(name))
          .anyMatch(thread -> waits(thread.getKey().getState(), thread.getValue()));
    }

    private static boolean waits(Thread.State state, StackTraceElement[] stack) {
      if (Stream.of(stack).anyMatch(frame -> LOADS.matcher(frame.getClassName()).matches())) {
        return false;
      }
      // To Java, a thread that waits in the system for a disk or a socket runs.
      boolean outside = stack.length > 0 && stack[0].isNativeMethod();
      return state != Thread.State.RUNNABLE
          || (outside && ASKS_THE_SYSTEM.matcher(stack[0].getClassName()).matches());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
