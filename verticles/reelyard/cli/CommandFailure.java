package reelyard.cli;

/** Ends a command with a message for people and an exit status. */
final class CommandFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitStatus;

  CommandFailure(int exitStatus, String message) {
    super(message);
    this.exitStatus = exitStatus;
  }

  /** The command line asks for something that cannot be meant. */
  static CommandFailure usage(String message) {
    return new CommandFailure(ExitStatus.USAGE, message);
  }

  /** One of {@link ExitStatus}. */
  int exitStatus() {
    return exitStatus;
  }
}
