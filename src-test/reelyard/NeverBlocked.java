package reelyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails every test during which Vert.x found a thread that waits, or one that works for very long;
 * JUnit registers it by itself. On a busy machine the first load of a hundred classes takes
 * seconds: that is slow, but nothing waits.
 */
public final class NeverBlocked implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  /** What Vert.x says of a blocked thread, in the log of a process. */
  public static final String WORDS = "has been blocked for";

  // Held here, since the logging system itself holds loggers only weakly.
  private static final Logger CHECKER = Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker");

  private static final Pattern SAYS =
      Pattern.compile("Thread (\\S+) " + WORDS + " (\\d+) ms.*", Pattern.DOTALL);

  private static final long TOO_LONG_MILLIS = 10_000;

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
      if (!says.matches()
          || Long.parseLong(says.group(2)) >= TOO_LONG_MILLIS
          || waits(says.group(1))) {
        FOUND.add(event.getMessage());
      }
    }

    private static boolean waits(String name) {
      return Thread.getAllStackTraces().keySet().stream()
          .anyMatch(t -> t.getName().equals(name) && t.getState() != Thread.State.RUNNABLE);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
