package reelyard.scheduler;

import java.util.concurrent.CompletionStage;
import reelyard.address.Request;

/** Asks a worker; fails with a refusal that says so when it does not answer. */
interface WorkerPort {
  <Q, A> CompletionStage<A> ask(String workerId, Request<Q, A> request, Q question);
}
