package reelyard.worker;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import reelyard.address.Address;
import reelyard.address.Request;

/** The rest of the farm, as a worker reaches it; answers come on the worker's event loop. */
interface Farm {

  /**
   * Fails with {@link reelyard.bus.RefusedException} when refused, with anything else when the
   * answer was lost.
   */
  <Q, A> CompletionStage<A> ask(Request<Q, A> request, Q question, Duration patience);

  /** Says it, expecting no answer. */
  <M> void say(Address<M> address, M message);
}
