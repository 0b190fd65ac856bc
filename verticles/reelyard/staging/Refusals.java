package reelyard.staging;

import reelyard.message.Refusal;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/** Failures as the bus tells them. */
final class Refusals {

  private Refusals() {}

  /** An attempt that is over is the asker's concern; all else is told with its reason. */
  static Refusal of(Failure failure) {
    return failure.reason() == FailureReason.STOPPED
        ? Refusal.conflict(failure.message())
        : Refusal.of(failure);
  }
}
