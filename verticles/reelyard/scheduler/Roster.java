package reelyard.scheduler;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reelyard.model.FarmSettings;
import reelyard.scheduler.WorkerEntry.Presence;

/** Every worker the scheduler knows, by its id, under the orders for the whole farm. */
final class Roster {

  private final Map<String, WorkerEntry> workers = new LinkedHashMap<>();
  private FarmSettings farm = FarmSettings.DEFAULT;

  /** What people set for the whole farm. */
  FarmSettings farm() {
    return farm;
  }

  void setFarm(FarmSettings settings) {
    farm = settings;
    workers.values().forEach(worker -> worker.obey(farm));
  }

  /** The worker, or null. */
  WorkerEntry get(String id) {
    return id == null ? null : workers.get(id);
  }

  /** The worker in this very start of it, or null. */
  WorkerEntry get(String id, String incarnation) {
    WorkerEntry worker = get(id);
    return worker != null && worker.info().incarnation().equals(incarnation) ? worker : null;
  }

  void put(WorkerEntry worker) {
    workers.put(worker.id(), worker);
    worker.obey(farm);
  }

  void remove(WorkerEntry worker) {
    workers.remove(worker.id());
  }

  /** In the order in which they came first. */
  Collection<WorkerEntry> all() {
    return List.copyOf(workers.values());
  }

  /** Those that take jobs. */
  List<WorkerEntry> ready() {
    return workers.values().stream().filter(WorkerEntry::ready).toList();
  }

  /** Those that still work on something, or could. */
  List<WorkerEntry> present() {
    return workers.values().stream().filter(w -> w.presence != Presence.LOST).toList();
  }
}
