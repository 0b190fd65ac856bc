package reelyard.staging.media;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked lately, by what it was asked of; the oldest is forgotten when it grows too big.
 */
final class Remembered {

  private final Map<String, byte[]> known = new LinkedHashMap<>(16, 0.75f, true);
  private final long mostBytes;
  private long bytes;

  Remembered(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  synchronized Optional<byte[]> get(String key) {
    return Optional.ofNullable(known.get(key));
  }

  synchronized void put(String key, byte[] value) {
    byte[] before = known.put(key, value);
    bytes += value.length - (before == null ? 0 : before.length);
    while (bytes > mostBytes) {
      String oldest = known.keySet().iterator().next();
      bytes -= known.remove(oldest).length;
    }
  }
}
