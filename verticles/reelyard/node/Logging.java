package reelyard.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.logging.LogManager;

/** Sets up java.util.logging by config/logging.properties, unless the JVM was told another file. */
public final class Logging {

  private static final String SETTINGS = "config/logging.properties";

  private Logging() {}

  /** To be called before anything logs: the first thing that a process does. */
  public static void start() {
    if (System.getProperty("java.util.logging.manager") == null) {
      System.setProperty("java.util.logging.manager", SteadyLogManager.class.getName());
    }
    if (System.getProperty("java.util.logging.config.file") == null) {
      try (InputStream in =
          Objects.requireNonNull(
              Logging.class.getClassLoader().getResourceAsStream(SETTINGS), SETTINGS)) {
        LogManager.getLogManager().readConfiguration(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    LogManager.getLogManager();
    SteadyLogManager.hold();
  }
}
