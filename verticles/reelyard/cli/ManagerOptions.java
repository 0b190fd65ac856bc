package reelyard.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;
import reelyard.node.BadConfigException;
import reelyard.node.FarmConfig;

/** The options that say which manager to speak to, and as whom. */
final class ManagerOptions {

  @Option(
      names = "--manager",
      paramLabel = "URL",
      description =
          "The manager; if not given that of REELYARD_MANAGER, of the configuration, or"
              + " http://127.0.0.1:8080.")
  private String manager;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "A configuration file (YAML) whose key 'manager' names the manager.")
  private Path conf;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "Holds the token that a manager may ask for, if REELYARD_TOKEN does not; if not given"
              + " ~/.config/reelyard/token.")
  private Path tokenFile;

  /** The manager that was named, in this order: option, environment, file, default. */
  ManagerClient client(Map<String, String> environment) throws CommandFailure {
    return new ManagerClient(link(environment));
  }

  /** The way to it. */
  ManagerLink link(Map<String, String> environment) throws CommandFailure {
    OwnToken token = OwnToken.find(tokenFile, environment);
    if (manager != null && conf == null && manager.startsWith("http:")) {
      // The configuration would say nothing more.
      return ManagerLink.to(manager, token, "", "");
    }
    FarmConfig config = config(environment);
    return ManagerLink.to(
        manager == null ? config.manager() : manager,
        token,
        config.managerFingerprint(),
        config.managerAuthority());
  }

  /** The configuration of this machine. */
  FarmConfig config(Map<String, String> environment) throws CommandFailure {
    try {
      return FarmConfig.load(conf, environment);
    } catch (BadConfigException e) {
      throw CommandFailure.usage(e.getMessage());
    }
  }
}
