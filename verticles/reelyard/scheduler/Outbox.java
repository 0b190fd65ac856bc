package reelyard.scheduler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reelyard.address.Address;
import reelyard.address.Addresses;
import reelyard.message.JobEvent;
import reelyard.message.Refusal;
import reelyard.message.StopAttempt;
import reelyard.message.WorkerEvent;

/** Gathers what one event leads to, and numbers what watchers hear of it. */
final class Outbox {

  private final String epoch;
  private final Map<String, JobEntry> jobs = new LinkedHashMap<>();
  private final Set<WorkerEntry> workers = new LinkedHashSet<>();
  private final List<Decision.Said<?>> says = new ArrayList<>();
  private final List<Decision.StopOrder> stops = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long sequence;

  /** The epoch names this start of the scheduler, within which numbers have no gap. */
  Outbox(String epoch) {
    this.epoch = epoch;
  }

  String epoch() {
    return epoch;
  }

  /** The number of the latest message to watchers. */
  long sequence() {
    return sequence;
  }

  void changed(JobEntry job) {
    jobs.put(job.id(), job);
  }

  void changed(WorkerEntry worker) {
    workers.add(worker);
  }

  <M> void say(Address<M> address, M message) {
    says.add(new Decision.Said<>(address, message));
  }

  void stop(String workerId, StopAttempt message) {
    stops.add(new Decision.StopOrder(workerId, message));
  }

  /** Something that the people who run the farm shall read in the log. */
  void note(String sentence) {
    notes.add(sentence);
  }

  /** All that was gathered since the last decision, with its answer. */
  <A> Decision<A> decide(A answer) {
    return decide(answer, null);
  }

  /** All that was gathered since the last decision, with its refusal. */
  <A> Decision<A> refuse(Refusal refusal) {
    return decide(null, refusal);
  }

  private <A> Decision<A> decide(A answer, Refusal refusal) {
    for (JobEntry job : jobs.values()) {
      say(Addresses.JOBS, new JobEvent(epoch, ++sequence, job.view()));
    }
    for (WorkerEntry worker : workers) {
      say(Addresses.WORKERS, new WorkerEvent(epoch, ++sequence, worker.view()));
    }
    Decision<A> decision =
        new Decision<>(
            jobs.values().stream().map(JobEntry::job).toList(),
            List.copyOf(says),
            List.copyOf(stops),
            List.copyOf(notes),
            answer,
            refusal);
    jobs.clear();
    workers.clear();
    says.clear();
    stops.clear();
    notes.clear();
    return decision;
  }
}
