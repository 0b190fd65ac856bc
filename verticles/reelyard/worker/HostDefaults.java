package reelyard.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import reelyard.model.Capabilities;
import reelyard.model.UserFolders;
import reelyard.model.WorkerInfo;

/** What a worker's configuration leaves open, taken from its host. */
record HostDefaults(String hostName, UserFolders folders) {

  /** This host, as its kernel names it. */
  static HostDefaults ofThisHost() throws IOException {
    Path kernel = Path.of("/proc/sys/kernel/hostname");
    String name =
        Files.isReadable(kernel)
            ? Files.readString(kernel).strip()
            : InetAddress.getLocalHost().getHostName();
    return new HostDefaults(name, UserFolders.ofThisUser());
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
        ? folders.cache().resolve("reelyard")
        : Path.of(config.scratch()).toAbsolutePath().normalize();
  }

  /** Where HandBrake's logs lie. */
  Path logs(WorkerConfig config) {
    return config.logs().isEmpty()
        ? folders.state().resolve("reelyard/logs")
        : Path.of(config.logs()).toAbsolutePath().normalize();
  }
}
