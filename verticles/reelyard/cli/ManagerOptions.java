package reelyard.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;
import reelyard.node.BadConfigException;
import reelyard.node.FarmConfig;

/** The options that say which manager to speak to. */
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

  /** The manager that was named, in this order: option, environment, file, default. */
  ManagerClient client(Map<String, String> environment) throws CommandFailure {
    try {
      FarmConfig config = FarmConfig.load(conf, environment);
      return ManagerClient.of(
          manager == null ? config.manager() : manager,
          new ManagerAccess(config.managerCertificate(), config.token()));
    } catch (BadConfigException e) {
      throw CommandFailure.usage(e.getMessage());
    }
  }
}
