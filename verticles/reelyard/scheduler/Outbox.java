package reelyard.scheduler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reelyard.address.Address;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.message.Ack;
import reelyard.message.JobEvent;
import reelyard.message.JobView;
import reelyard.message.Refusal;
import reelyard.message.WorkerEvent;
import reelyard.scheduler.store.Change;

/** Gathers what one event leads to, and numbers what watchers hear of it. */
final class Outbox {

  private final String epoch;
  private final Map<String, JobEntry> shown = new LinkedHashMap<>();
  private final Map<String, JobEntry> kept = new LinkedHashMap<>();
  private final Map<String, JobView> gone = new LinkedHashMap<>();
  private final Set<WorkerEntry> shownWorkers = new LinkedHashSet<>();
  private final Set<WorkerEntry> keptWorkers = new LinkedHashSet<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<Decision.Said<?>> says = new ArrayList<>();
  private final List<Decision.Order<?>> orders = new ArrayList<>();
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

  /** To be kept, and shown to watchers. */
  void changed(JobEntry job) {
    kept.put(job.id(), job);
    shown.put(job.id(), job);
  }

  /** To be shown to watchers; nothing that is kept has changed. */
  void moved(JobEntry job) {
    shown.put(job.id(), job);
  }

  /** To be kept; nothing that watchers see has changed. */
  void keep(JobEntry job) {
    kept.put(job.id(), job);
  }

  /** To be forgotten. */
  void gone(JobEntry job) {
    kept.remove(job.id());
    shown.remove(job.id());
    gone.put(job.id(), job.view());
  }

  /** To be kept, and shown to watchers. */
  void changed(WorkerEntry worker) {
    keptWorkers.add(worker);
    shownWorkers.add(worker);
  }

  /** To be shown to watchers; nothing that is kept has changed. */
  void moved(WorkerEntry worker) {
    shownWorkers.add(worker);
  }

  /** Anything else to be kept, or no longer. */
  void keep(Change change) {
    changes.add(change);
  }

  <M> void say(Address<M> address, M message) {
    says.add(new Decision.Said<>(address, message));
  }

  /** To a worker, which may not hear it. */
  <Q> void order(Request<Q, Ack> request, Q message) {
    orders.add(new Decision.Order<>(request, message));
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
    List<Change> store = new ArrayList<>();
    kept.values().forEach(job -> store.add(new Change.KeepJob(job.job())));
    gone.keySet().forEach(id -> store.add(new Change.DropJob(id)));
    keptWorkers.forEach(worker -> store.add(worker.change()));
    store.addAll(changes);
    shown.values().forEach(job -> say(event(job.view(), false)));
    gone.values().forEach(view -> say(event(view, true)));
    for (WorkerEntry worker : shownWorkers) {
      say(Addresses.WORKERS, new WorkerEvent(epoch, ++sequence, worker.view()));
    }
    Decision<A> decision =
        new Decision<>(
            List.copyOf(store),
            List.copyOf(says),
            List.copyOf(orders),
            List.copyOf(notes),
            answer,
            refusal);
    clear();
    return decision;
  }

  private JobEvent event(JobView view, boolean isGone) {
    return new JobEvent(epoch, ++sequence, view, isGone);
  }

  private void say(JobEvent event) {
    say(Addresses.JOBS, event);
  }

  private void clear() {
    kept.clear();
    shown.clear();
    gone.clear();
    keptWorkers.clear();
    shownWorkers.clear();
    changes.clear();
    says.clear();
    orders.clear();
    notes.clear();
  }
}
