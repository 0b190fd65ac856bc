package reelyard.node;

/** A process of the farm could not start; the message is for people. */
public final class FarmStartException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  FarmStartException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What the process should exit with: see {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }
}
