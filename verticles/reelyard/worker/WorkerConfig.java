package reelyard.worker;

import reelyard.model.LaneCounts;

/** The section "worker" of the configuration; config/reelyard.yaml explains each key. */
public record WorkerConfig(
    String name,
    String scratch,
    String logs,
    String handbrake,
    String ffprobe,
    LaneCounts lanes,
    int nice,
    int silenceSeconds) {

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
  }
}
