package reelyard.scheduler;

import java.util.List;
import reelyard.address.Address;
import reelyard.address.Request;
import reelyard.message.Ack;
import reelyard.message.Refusal;
import reelyard.scheduler.store.Change;

/**
 * What follows from an event: store first, then say, then answer.
 *
 * @param store what is to be kept, all or none
 * @param says what watchers, workers and staging shall hear
 * @param orders to workers, which may get lost: a heartbeat's answer tells the same
 * @param notes sentences for the log
 * @param answer to whoever asked, null when refused
 * @param refusal why not, or null
 */
record Decision<A>(
    List<Change> store,
    List<Said<?>> says,
    List<Order<?>> orders,
    List<String> notes,
    A answer,
    Refusal refusal) {

  /** A message for an address. */
  record Said<M>(Address<M> address, M message) {}

  /** A worker shall do something. */
  record Order<Q>(Request<Q, Ack> request, Q message) {}
}
