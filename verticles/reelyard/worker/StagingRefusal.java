package reelyard.worker;

import java.io.IOException;
import reelyard.message.Refusal;
import reelyard.model.Failure;

/** Staging's "no", on the bus, in the middle of a transfer: it says why. */
final class StagingRefusal extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  StagingRefusal(Refusal refusal) {
    super(refusal.message());
    this.refusal = refusal;
  }

  /** What it means for the attempt. */
  Failure failure(String workerId) {
    return Failures.plain(Stay.reason(refusal), refusal.message(), workerId);
  }
}
