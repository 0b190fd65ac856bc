package reelyard.scheduler;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to happen when, in simulated milliseconds; what is due together happens in order. */
final class SimAgenda {

  private record Entry(long millis, long number, Runnable event) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::millis).thenComparing(Entry::number));
  private long now;
  private long lastNumber;

  SimAgenda(long now) {
    this.now = now;
  }

  long now() {
    return now;
  }

  void in(long millis, Runnable event) {
    entries.add(new Entry(now + millis, ++lastNumber, event));
  }

  /** Time goes on to the next event, which happens. */
  void next() {
    Entry entry = entries.poll();
    now = Math.max(now, entry.millis);
    entry.event.run();
  }
}
