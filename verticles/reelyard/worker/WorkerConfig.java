package reelyard.worker;

import java.time.ZoneId;
import java.util.List;
import reelyard.model.LaneCounts;

/**
 * The section "worker" of the configuration; config/reelyard.yaml explains each key.
 *
 * @param token what it joins the farm by; empty where nobody asks
 */
public record WorkerConfig(
    String name,
    String scratch,
    String logs,
    String handbrake,
    String ffprobe,
    String ffmpeg,
    LaneCounts lanes,
    int nice,
    int silenceSeconds,
    String zone,
    List<String> pools,
    List<String> tags,
    String token) {

  private static final int MOST_WORDS = 64;

  public WorkerConfig {
    if (!name.isEmpty() && !name.matches("[a-z0-9][a-z0-9._-]{0,62}")) {
      throw new IllegalArgumentException(
          "name must be lower-case letters, digits, '.', '_' and '-', at most 63, not " + name);
    }
    if (nice < 0 || nice > 19) {
      throw new IllegalArgumentException("nice must be 0 to 19, not " + nice);
    }
    if (silenceSeconds < 1) {
      throw new IllegalArgumentException("silenceSeconds must be 1 or more, not " + silenceSeconds);
    }
    zone = zone == null ? "" : zone;
    if (!zone.isEmpty() && !ZoneId.getAvailableZoneIds().contains(zone)) {
      throw new IllegalArgumentException(
          "zone must be empty or a name such as Europe/Berlin or UTC, not " + zone);
    }
    pools = words("pools", pools);
    tags = words("tags", tags);
    token = token == null ? "" : token;
  }

  /** The same under another name. */
  public WorkerConfig named(String other) {
    return new WorkerConfig(
        other,
        scratch,
        logs,
        handbrake,
        ffprobe,
        ffmpeg,
        lanes,
        nice,
        silenceSeconds,
        zone,
        pools,
        tags,
        token);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "WorkerConfig[" + name + ", " + lanes + ", " + pools + ", " + tags + "]";
  }

  private static List<String> words(String key, List<String> words) {
    if (words == null) {
      return List.of();
    }
    if (words.size() > MOST_WORDS) {
      throw new IllegalArgumentException(
          "%s must be at most %d words, not %d".formatted(key, MOST_WORDS, words.size()));
    }
    for (String word : words) {
      if (word == null || word.isBlank() || !word.matches("\\P{Cntrl}{1,64}")) {
        throw new IllegalArgumentException(
            key + " must be words of 1 to 64 characters, none blank, not " + word);
      }
    }
    return words.stream().distinct().toList();
  }
}
