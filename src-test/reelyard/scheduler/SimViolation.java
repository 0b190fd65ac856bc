package reelyard.scheduler;

/** An invariant broke: the core has a bug, or the simulation. */
final class SimViolation extends RuntimeException {

  private static final long serialVersionUID = 1;

  SimViolation(String message) {
    super(message);
  }

  SimViolation(String message, Throwable cause) {
    super(message, cause);
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency for one word.
  static void unless(boolean holds, String message, Object... details) {
    if (!holds) {
      throw new SimViolation(message.formatted(details));
    }
  }
}
