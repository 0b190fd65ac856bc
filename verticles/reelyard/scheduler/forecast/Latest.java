package reelyard.scheduler.forecast;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps so many entries; the one that was put or confirmed longest ago goes first. */
final class Latest<V> {

  private final int limit;
  private final Map<String, V> entries = new LinkedHashMap<>();

  Latest(int limit) {
    this.limit = limit;
  }

  /** Null when it is not there; does not count as a use, so that asking changes nothing. */
  V get(String key) {
    return entries.get(key);
  }

  /** Puts or confirms it as the latest. */
  void put(String key, V value) {
    entries.remove(key);
    entries.put(key, value);
    if (entries.size() > limit) {
      entries.remove(entries.keySet().iterator().next());
    }
  }
}
