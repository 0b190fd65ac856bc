package reelyard.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Members that this one has seen, the latest last, kept in a file over its restarts. A manager that
 * was killed and comes back knows nobody but itself by its configuration; its workers, who are
 * more, would never leave their cluster for its.
 */
final class SeenMembers {

  private static final Logger log = LoggerFactory.getLogger(SeenMembers.class);

  /** Each is knocked at whenever the cluster is looked for. */
  private static final int MOST = 200;

  private final Path file;
  private final Set<InetSocketAddress> members = new LinkedHashSet<>();

  /** The file, or null to keep nothing. */
  SeenMembers(Path file) {
    this.file = file;
    if (file != null && Files.isReadable(file)) {
      read();
    }
  }

  private void read() {
    try {
      for (String line : Files.readAllLines(file)) {
        int colon = line.lastIndexOf(':');
        members.add(
            new InetSocketAddress(
                line.substring(0, Math.max(colon, 0)),
                Integer.parseInt(line.substring(colon + 1))));
      }
    } catch (IOException | IllegalArgumentException e) {
      log.warn(
          "{} is not read, so a restart may take longer to find the farm: {}",
          file,
          e.getMessage());
    }
  }

  synchronized List<InetSocketAddress> all() {
    return new ArrayList<>(members);
  }

  /** Was a member now. */
  synchronized void add(InetSocketAddress member) {
    if (members.contains(member)) {
      return;
    }
    members.add(member);
    while (members.size() > MOST) {
      members.remove(members.iterator().next());
    }
    if (file != null) {
      write();
    }
  }

  private void write() {
    List<String> lines =
        members.stream().map(m -> m.getAddress().getHostAddress() + ":" + m.getPort()).toList();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.write(part, lines);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      log.warn(
          "{} cannot be written: after a restart the farm may take longer to find: {}",
          file,
          e.getMessage());
    }
  }
}
