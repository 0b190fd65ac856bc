package reelyard.scheduler;

import java.util.List;
import reelyard.address.Address;
import reelyard.message.Refusal;
import reelyard.message.StopAttempt;
import reelyard.model.Job;

/**
 * What follows from an event: store first, then say, then answer.
 *
 * @param store jobs as they are now
 * @param says what watchers, workers and staging shall hear
 * @param stops orders to workers, which may get lost: a heartbeat's answer tells the same
 * @param notes sentences for the log
 * @param answer to whoever asked, null when refused
 * @param refusal why not, or null
 */
record Decision<A>(
    List<Job> store,
    List<Said<?>> says,
    List<StopOrder> stops,
    List<String> notes,
    A answer,
    Refusal refusal) {

  /** A message for an address. */
  record Said<M>(Address<M> address, M message) {}

  /** A worker shall stop an attempt. */
  record StopOrder(String workerId, StopAttempt message) {}
}
