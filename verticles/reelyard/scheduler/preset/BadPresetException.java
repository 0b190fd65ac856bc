package reelyard.scheduler.preset;

/** A preset or its file cannot be taken; the message says what is wrong where. */
public final class BadPresetException extends Exception {

  private static final long serialVersionUID = 1;

  BadPresetException(String message) {
    super(message);
  }
}
