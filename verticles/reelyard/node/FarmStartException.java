package reelyard.node;

import reelyard.bus.Causes;
import reelyard.bus.MissingOnMachineException;

/** A process of the farm could not start; the message is one line for people. */
public final class FarmStartException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  FarmStartException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The start broke off because this part, such as "worker", did not come up. */
  static FarmStartException of(String part, Throwable cause) {
    boolean missing = cause instanceof MissingOnMachineException;
    return new FarmStartException(
        missing ? ExitCode.MISSING : ExitCode.DEPLOYMENT,
        part + " did not start: " + inOneLine(cause),
        cause);
  }

  /** What the process should exit with: one of {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }

  /** Expected failures have words of their own; of a bug the place is told as well. */
  static String inOneLine(Throwable thrown) {
    Throwable failure = Causes.of(thrown);
    StackTraceElement[] trace = failure.getStackTrace();
    String words = failure.getMessage();
    if (words != null && (trace.length == 0 || !isLikelyBug(failure))) {
      return words.strip().replaceAll("\\s*\\R\\s*", " | ");
    }
    return failure.toString().strip().replaceAll("\\s*\\R\\s*", " | ")
        + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  private static boolean isLikelyBug(Throwable failure) {
    return failure instanceof Error
        || failure instanceof NullPointerException
        || failure instanceof ClassCastException
        || failure instanceof IndexOutOfBoundsException;
  }
}
