package reelyard.bus;

import java.util.concurrent.CompletionException;

/** What went wrong, without what Java's stages wrap around it on its way. */
public final class Causes {

  private Causes() {}

  /** The failure itself. */
  public static Throwable of(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
