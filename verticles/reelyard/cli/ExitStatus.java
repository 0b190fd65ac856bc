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

  /** No manager answers, or nobody behind it: trying later may help. */
  static final int UNREACHABLE = 4;

  /** The manager wants to know who asks, or that one may not do this. */
  static final int DENIED = 5;

  /** Ended by Ctrl-C. */
  static final int INTERRUPTED = 130;

  /** Nobody reads the output any more, as in {@code reelyard watch | head}. */
  static final int UNREAD = 141;

  private ExitStatus() {}
}
