package reelyard.cli;

/** What a command of the command line exits with. */
final class ExitStatus {

  /** All asked for was done. */
  static final int COMPLETE = 0;

  /** Some job failed, or the request was refused. */
  static final int FAILED = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** Something is missing on this machine. */
  static final int MISSING = 3;

  /** Ended by Ctrl-C. */
  static final int INTERRUPTED = 130;

  private ExitStatus() {}
}
