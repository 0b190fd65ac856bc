package reelyard.staging;

import java.util.concurrent.CompletionException;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/** Failures as the bus tells them. */
final class Refused {

  private Refused() {}

  /** An attempt that is over is the asker's concern; all else is told with its reason. */
  static Refusal of(Failure failure) {
    return failure.reason() == FailureReason.STOPPED
        ? Refusal.conflict(failure.message())
        : Refusal.of(failure);
  }

  /**
   * Who brings a result for which there is no room keeps it and asks again: it took hours to make.
   */
  static CompletionException patient(Throwable e) {
    return new CompletionException(
        e instanceof RefusedException refused
                && refused.refusal().code() == FailureReason.MANAGER_DISK_FULL.code()
            ? new RefusedException(
                new Refusal(Refusal.UNAVAILABLE, refused.refusal().message() + "; ask again"))
            : e);
  }

  /** Nobody says whether an attempt lives. */
  static RefusedException unavailable(Throwable e) {
    return new RefusedException(
        new Refusal(
            Refusal.UNAVAILABLE,
            "the scheduler does not say whether the attempt lives (%s): ask again"
                .formatted(e.getMessage())));
  }
}
