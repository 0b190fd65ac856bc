package reelyard.worker;

import java.io.IOException;

/** What is here is not what staging has, and fetching or sending it again does not help. */
final class UnprovenException extends IOException {

  private static final long serialVersionUID = 1L;

  UnprovenException(String message) {
    super(message);
  }
}
