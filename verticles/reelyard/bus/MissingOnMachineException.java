package reelyard.bus;

/**
 * A verticle cannot start because this machine lacks something; the message names it and how to get
 * it. Carries no stack trace; the process exits with 3.
 */
public final class MissingOnMachineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MissingOnMachineException(String message) {
    super(message, null, false, false);
  }
}
