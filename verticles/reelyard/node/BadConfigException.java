package reelyard.node;

/** The configuration cannot be used; the message names file, key, why, and what is known. */
public final class BadConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  BadConfigException(String message) {
    super(message);
  }
}
