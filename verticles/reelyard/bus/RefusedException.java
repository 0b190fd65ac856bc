package reelyard.bus;

import reelyard.message.Refusal;

/** How a refusal travels through a failed future; carries no stack trace. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  public RefusedException(Refusal refusal) {
    super(refusal.message(), null, false, false);
    this.refusal = refusal;
  }

  /** What was refused, and why. */
  public Refusal refusal() {
    return refusal;
  }
}
