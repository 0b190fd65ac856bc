package reelyard.login;

/** The users cannot be read or written; the message says why, and what to do. */
public final class UserFileException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UserFileException(String message) {
    super(message);
  }

  UserFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
