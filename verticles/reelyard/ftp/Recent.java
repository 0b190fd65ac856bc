package reelyard.ftp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Values of the keys that were asked for last; what is older is forgotten, so memory stays flat.
 */
final class Recent<K, V> {

  private final Map<K, V> values;

  Recent(int most) {
    values =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  synchronized V of(K key, Function<K, V> maker) {
    return values.computeIfAbsent(key, maker);
  }
}
