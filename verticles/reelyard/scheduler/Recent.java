package reelyard.scheduler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Ended jobs in memory: the latest, and those that somebody asked for or forgot of late, so that a
 * row read from the store meanwhile is never newer than memory.
 */
final class Recent {

  /** So many stay in view. */
  private static final int MOST = 1_000;

  /** Longer than a read of the store takes. */
  private static final long LINGER_MILLIS = 60_000;

  record Seen(JobEntry job, long millis) {}

  private final TreeMap<Long, Seen> byAge = new TreeMap<>();
  private final Map<String, Long> places = new HashMap<>();
  private final TreeMap<Long, String> dropped = new TreeMap<>();
  private final Map<String, Long> droppedMillis = new HashMap<>();
  private long lastPlace;

  /** It ended, changed, or came into memory now. */
  void add(JobEntry job, long now) {
    remove(job);
    lastPlace++;
    places.put(job.id(), lastPlace);
    byAge.put(lastPlace, new Seen(job, now));
  }

  /** It lives again, or is gone. */
  void remove(JobEntry job) {
    Long place = places.remove(job.id());
    if (place != null) {
      byAge.remove(place);
    }
  }

  /** It is deleted: what a read that began before finds of it counts no more. */
  void drop(JobEntry job, long now) {
    remove(job);
    lastPlace++;
    dropped.put(lastPlace, job.id());
    droppedMillis.put(job.id(), now);
  }

  boolean isDropped(String id) {
    return droppedMillis.containsKey(id);
  }

  /** Not archived, the latest ended first. */
  Stream<JobEntry> latestFirst() {
    return byAge.descendingMap().values().stream()
        .map(Seen::job)
        .filter(job -> !job.archived())
        .sorted(Comparator.comparingLong(JobEntry::endedMillis).reversed());
  }

  int size() {
    return byAge.size();
  }

  /** When the one longest untouched was touched. */
  long oldestMillis() {
    return byAge.firstEntry().getValue().millis();
  }

  /** Those beyond what shall be in view leave, and are answered. */
  List<JobEntry> forgetOld(long now) {
    while (!dropped.isEmpty()
        && droppedMillis.get(dropped.firstEntry().getValue()) < now - LINGER_MILLIS) {
      droppedMillis.remove(dropped.pollFirstEntry().getValue());
    }
    List<JobEntry> old = new ArrayList<>();
    while (size() > MOST && oldestMillis() < now - LINGER_MILLIS) {
      JobEntry job = byAge.pollFirstEntry().getValue().job();
      places.remove(job.id());
      old.add(job);
    }
    return old;
  }
}
