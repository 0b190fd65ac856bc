package reelyard.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import reelyard.model.Capabilities;
import reelyard.model.WorkerInfo;

/** What a worker's configuration leaves open, taken from its host. */
record HostDefaults(String hostName, Path home, Map<String, String> environment) {

  /** This host, as its kernel names it. */
  static HostDefaults ofThisHost() throws IOException {
    Path kernel = Path.of("/proc/sys/kernel/hostname");
    String name =
        Files.isReadable(kernel)
            ? Files.readString(kernel).strip()
            : InetAddress.getLocalHost().getHostName();
    return new HostDefaults(name, Path.of(System.getProperty("user.home")), System.getenv());
  }

  /** The worker as the scheduler is to know it. */
  WorkerInfo introduce(WorkerConfig config, String incarnation, Capabilities capabilities) {
    return new WorkerInfo(
        workerId(config),
        incarnation,
        hostName,
        config.lanes(),
        capabilities,
        config.zone().isEmpty() ? ZoneId.systemDefault().getId() : config.zone(),
        config.pools(),
        config.tags());
  }

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
