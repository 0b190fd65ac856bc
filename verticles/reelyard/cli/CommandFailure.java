package reelyard.cli;

/** Ends a command with a message for people and an exit status. */
final class CommandFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitStatus;
  private final boolean understood;

  CommandFailure(int exitStatus, String message) {
    this(exitStatus, message, false);
  }

  private CommandFailure(int exitStatus, String message, boolean understood) {
    super(message);
    this.exitStatus = exitStatus;
    this.understood = understood;
  }

  /** The manager understood the request and did nothing of it. */
  static CommandFailure refused(int exitStatus, String message) {
    return new CommandFailure(exitStatus, message, true);
  }

  /** Whoever read the output has gone: there is nobody to tell. */
  static CommandFailure unread() {
    return new CommandFailure(ExitStatus.UNREAD, "");
  }

  /** The command line asks for something that cannot be meant. */
  static CommandFailure usage(String message) {
    return new CommandFailure(ExitStatus.USAGE, message);
  }

  /** Whether the manager certainly did nothing of what it was asked last. */
  boolean isRefusal() {
    return understood;
  }

  /** One of {@link ExitStatus}. */
  int exitStatus() {
    return exitStatus;
  }
}
