package reelyard.staging.undo;

import java.io.IOException;

/** A replacement or an undo that must not be; its message is the end of a sentence on the film. */
public final class RefusedStepException extends IOException {

  private static final long serialVersionUID = 1L;

  RefusedStepException(String message) {
    super(message);
  }
}
