package reelyard.staging;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import reelyard.ftp.BandwidthLimits;
import reelyard.ftp.Limits;
import reelyard.model.UserFolders;
import reelyard.tls.TlsSettings;

/** The section "staging" of the configuration; config/reelyard.yaml explains each key. */
public record StagingConfig(
    String name,
    String host,
    int port,
    String passivePorts,
    String externalAddress,
    TlsSettings tls,
    List<String> roots,
    String folder,
    ResultsConfig results,
    Limits limits,
    BandwidthLimits bandwidth,
    ReplaceConfig replace,
    MediaConfig media) {

  public StagingConfig {
    if (name == null || !name.matches("[a-z0-9][a-z0-9._-]{0,62}")) {
      throw new IllegalArgumentException(
          "name must be lower-case letters, digits, '.', '_' and '-', such as nas, not " + name);
    }
    if (host == null || host.isBlank() || host.equals("0.0.0.0") || host.equals("::")) {
      throw new IllegalArgumentException(
          "host must be the address at which workers reach this machine, not " + host);
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
    if (passivePorts == null || !passivePorts.matches("\\d{1,5}(-\\d{1,5})?")) {
      throw new IllegalArgumentException(
          "passivePorts must be a port, a range such as 15900-15999, or 0, not " + passivePorts);
    }
    String[] ends = passivePorts.split("-", 2);
    int first = Integer.parseInt(ends[0]);
    int last = Integer.parseInt(ends[ends.length - 1]);
    if (last > 65535 || first > last || (first == 0 && last > 0)) {
      throw new IllegalArgumentException(
          "passivePorts must go up, from 1 to at most 65535, or be 0 for any free port, not "
              + passivePorts);
    }
    if (results == null) {
      throw new IllegalArgumentException("results must be a section of its own");
    }
    if (folder == null || !(folder.isEmpty() || Path.of(folder).isAbsolute())) {
      throw new IllegalArgumentException(
          "folder must be an absolute folder of staging's own, or empty for the default, not "
              + folder);
    }
    if (externalAddress == null || !externalAddress.matches("[A-Za-z0-9.:-]*")) {
      throw new IllegalArgumentException(
          "externalAddress must be a host name, an address, or empty, not " + externalAddress);
    }
    if (tls == null || limits == null || bandwidth == null) {
      throw new IllegalArgumentException("tls, limits and bandwidth must be sections of their own");
    }
    if (roots == null || roots.isEmpty()) {
      throw new IllegalArgumentException("roots must name a folder, such as /");
    }
    roots = List.copyOf(roots);
    for (String root : roots) {
      if (!Path.of(root).isAbsolute()) {
        throw new IllegalArgumentException("roots must be absolute folders, not " + root);
      }
    }
    Objects.requireNonNull(replace, "replace is missing");
    Objects.requireNonNull(media, "media is missing");
  }

  /** Where films land that people bring, if they may bring any. */
  public Path uploadsOf(String farm) {
    return media.uploads().isEmpty()
        ? allowed(folderOf(farm).resolveSibling(name + "-uploads"))
        : Path.of(media.uploads());
  }

  /** No job could use a film outside of the roots. */
  private Path allowed(Path usual) {
    return roots.stream().anyMatch(root -> usual.startsWith(root))
        ? usual
        : Path.of(roots.get(0), "reelyard-uploads");
  }

  /** Where it is remembered what replaced what. */
  public Path replacingOf(String farm) {
    return folderOf(farm).resolve("replace");
  }

  /** Where parts of results are remembered; each farm alone knows which of its attempts live. */
  public Path folderOf(String farm) {
    return folder.isEmpty()
        ? UserFolders.ofThisUser().state().resolve("reelyard/staging").resolve(farm).resolve(name)
        : Path.of(folder);
  }
}
