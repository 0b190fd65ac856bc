package reelyard.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;
import reelyard.model.UserFolders;
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
      description =
          "A configuration file (YAML) whose keys manager, managerCertificate and token count.")
  private Path conf;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "Holds the token that a manager may ask for; if not given REELYARD_TOKEN does, or"
              + " ~/.config/reelyard/token.")
  private Path tokenFile;

  /** The manager that was named, in this order: option, environment, file, default. */
  ManagerClient client(Map<String, String> environment) throws CommandFailure {
    return new ManagerClient(link(environment));
  }

  /** The way to it. */
  ManagerLink link(Map<String, String> environment) throws CommandFailure {
    FarmConfig config = config(environment);
    return ManagerLink.to(
        manager == null ? config.manager() : manager,
        new ManagerAccess(
            config.managerCertificate(),
            OwnToken.find(
                config.token(),
                tokenFile,
                new UserFolders(Path.of(System.getProperty("user.home")), environment)
                    .config()
                    .resolve("reelyard/token"))));
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
