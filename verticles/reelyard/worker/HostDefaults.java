package reelyard.worker;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** What a worker's configuration leaves open, taken from its host. */
record HostDefaults(String hostName, Path home, Map<String, String> environment) {

  /** The worker's id: the name given, else the host's made legal. */
  String workerId(WorkerConfig config) {
    if (!config.name().isEmpty()) {
      return config.name();
    }
    String legal =
        hostName
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._-]", "-")
            .replaceAll("^[^a-z0-9]+", "");
    return legal.isEmpty() ? "worker" : legal.substring(0, Math.min(63, legal.length()));
  }

  /** Where films in work lie. */
  Path scratch(WorkerConfig config) {
    return config.scratch().isEmpty()
        ? xdg("XDG_CACHE_HOME", ".cache").resolve("reelyard")
        : Path.of(config.scratch()).toAbsolutePath().normalize();
  }

  /** Where HandBrake's logs lie. */
  Path logs(WorkerConfig config) {
    return config.logs().isEmpty()
        ? xdg("XDG_STATE_HOME", ".local/state").resolve("reelyard/logs")
        : Path.of(config.logs()).toAbsolutePath().normalize();
  }

  /** The XDG base directory specification: relative values count as not set. */
  private Path xdg(String variable, String below) {
    try {
      Path set = Path.of(environment.getOrDefault(variable, ""));
      return set.isAbsolute() ? set : home.resolve(below);
    } catch (InvalidPathException e) {
      return home.resolve(below);
    }
  }
}
