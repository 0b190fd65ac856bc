package reelyard.scheduler.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Knows which presets' texts are written already: thousands of jobs share one of hundreds of
 * kilobytes, and each is kept once. For the writer's thread alone.
 */
final class PresetShelf {

  private static final int HASHED = 16;
  private static final int WRITTEN = 1000;

  private final Map<String, String> hashes =
      new LinkedHashMap<>(HASHED, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > HASHED;
        }
      };

  private final Set<String> written = new HashSet<>();

  /** The text's name. */
  String hash(String text) {
    return hashes.computeIfAbsent(text, PresetShelf::sha256);
  }

  /** Whether it must be written now. */
  boolean isNew(String hash) {
    if (written.size() == WRITTEN) {
      written.clear();
    }
    return written.add(hash);
  }

  /** Something may be gone. */
  void forgetWritten() {
    written.clear();
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
