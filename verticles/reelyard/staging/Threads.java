package reelyard.staging;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import reelyard.bus.RefusedException;

/** Where work waits for disks; what it brings comes on staging's event loop. */
@FunctionalInterface
public interface Threads {

  <T> CompletionStage<T> run(Callable<T> work);

  /** The same for work that can fail with a reason, which becomes a refusal. */
  default <T> CompletionStage<T> checked(Callable<Checked<T>> work) {
    return run(work)
        .thenApply(
            checked -> {
              if (!checked.ok()) {
                throw new RefusedException(Refused.of(checked.failure()));
              }
              return checked.value();
            });
  }
}
