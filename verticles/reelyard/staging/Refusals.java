package reelyard.staging;

import reelyard.bus.RefusedException;
import reelyard.message.Refusal;
import reelyard.model.Failure;

/** Failures as the bus tells them: their code says whose turn it is, their message why. */
final class Refusals {

  private Refusals() {}

  static Refusal of(Failure failure) {
    int code =
        switch (failure.reason()) {
          case SOURCE_MISSING -> Refusal.NOT_FOUND;
          case MANAGER_DISK_FULL -> Refusal.NO_SPACE;
          case STOPPED, RESULT_EXISTS -> Refusal.CONFLICT;
          default -> Refusal.BAD_MESSAGE;
        };
    return new Refusal(code, failure.message());
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
