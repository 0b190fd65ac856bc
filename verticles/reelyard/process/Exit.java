package reelyard.process;

/**
 * How a process ended.
 *
 * @param code what it returned, -1 when a signal ended it
 * @param signal what ended it, 0 when it returned by itself
 */
public record Exit(int code, int signal) {

  /** What a shell returns for a program that is not there. */
  private static final int NOT_FOUND = 127;

  /** What a shell returns for a program that cannot be executed. */
  private static final int NOT_EXECUTABLE = 126;

  /** The program could not be executed at all. */
  public static final Exit NEVER_RAN = new Exit(NOT_FOUND, 0);

  /** Decodes waitpid's status. */
  static Exit ofStatus(int status) {
    int signal = status & 0x7f;
    return signal == 0 ? ofCode((status >> 8) & 0xff) : new Exit(-1, signal);
  }

  /** Of a code alone; a wrapper that reports its child's signal adds 128 to it. */
  static Exit ofCode(int code) {
    return code > 128 && code < 128 + 65 ? new Exit(-1, code - 128) : new Exit(code, 0);
  }

  /** Whether a link of the command's chain could not execute the next. */
  public boolean neverRan() {
    return code == NOT_FOUND || code == NOT_EXECUTABLE;
  }
}
