package reelyard.staging;

import java.util.concurrent.CompletionStage;
import reelyard.address.Address;
import reelyard.address.Request;

/** The scheduler, as staging reaches it; answers come on staging's event loop. */
interface Farm {

  /** Says it, expecting no answer. */
  <M> void say(Address<M> address, M message);

  /**
   * Asks until it is answered, or until a time in milliseconds since 1970; fails with {@link
   * reelyard.bus.RefusedException} when refused.
   */
  <Q, A> CompletionStage<A> insist(Request<Q, A> request, Q question, long untilMillis);
}
