package reelyard.staging;

import java.io.IOException;
import reelyard.model.Failure;

/** A result that must not be put in place, for a reason of its own. */
final class NotPlacedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  NotPlacedException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
