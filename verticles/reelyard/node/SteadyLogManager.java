package reelyard.node;

import java.util.logging.LogManager;

/**
 * Logs until the process is gone. The JDK's own manager takes all handlers away as soon as the JVM
 * begins to shut down, and what verticles say while they stop would be lost.
 */
public final class SteadyLogManager extends LogManager {

  private static volatile boolean steady;

  static void hold() {
    steady = true;
  }

  @Override
  public void reset() {
    if (!steady) {
      super.reset();
    }
  }
}
