package reelyard.staging.media;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was asked lately, by what it was asked of; the oldest is forgotten when it grows too big.
 */
final class Remembered<K> {

  private final Map<K, byte[]> known = new LinkedHashMap<>(16, 0.75f, true);
  private final long mostBytes;
  private long bytes;

  Remembered(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Null for what is not known. */
  byte[] get(K key) {
    return known.get(key);
  }

  void put(K key, byte[] value) {
    byte[] before = known.put(key, value);
    bytes += value.length - (before == null ? 0 : before.length);
    while (bytes > mostBytes) {
      K oldest = known.keySet().iterator().next();
      bytes -= known.remove(oldest).length;
    }
  }
}
