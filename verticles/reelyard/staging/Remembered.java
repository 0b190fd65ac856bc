package reelyard.staging;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets its eldest entry when it has more than it may. */
final class Remembered<K, V> extends LinkedHashMap<K, V> {

  private static final long serialVersionUID = 1L;

  private final int most;

  Remembered(int most) {
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
