package reelyard.scheduler;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import reelyard.message.WorkerView;
import reelyard.model.WorkerInfo;
import reelyard.model.WorkerState;

/** A worker in the scheduler's hands: its queue, what it runs, and how fast it was. */
final class WorkerEntry {

  final WorkerInfo info;
  final Set<String> running = new LinkedHashSet<>();
  final Speed speed = new Speed();
  List<String> queue = new ArrayList<>();
  WorkerState state = WorkerState.READY;
  String note = "";
  long heardMillis;

  WorkerEntry(WorkerInfo info, long now) {
    this.info = info;
    this.heardMillis = now;
  }

  String id() {
    return info.id();
  }

  WorkerView view() {
    return new WorkerView(info, state, note, List.copyOf(queue), List.copyOf(running), heardMillis);
  }
}
