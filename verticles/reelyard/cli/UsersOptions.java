package reelyard.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import reelyard.login.TokenFile;
import reelyard.login.UserFile;
import reelyard.node.BadConfigException;
import reelyard.node.FarmConfig;

/** The option that says which file of users is meant. */
final class UsersOptions {

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description =
          "The manager's configuration file (YAML), whose keys farm and users.file count.")
  private Path conf;

  private FarmConfig config;
  private UserFile file;
  private TokenFile tokens;

  /** The farm's users. */
  UserFile file() throws CommandFailure {
    if (file == null) {
      file = new UserFile(config().users().path(config().farm()));
    }
    return file;
  }

  /** The farm's tokens. */
  TokenFile tokens() throws CommandFailure {
    if (tokens == null) {
      tokens = new TokenFile(config().users().tokens(config().farm()));
    }
    return tokens;
  }

  /** What is still missing for users to get in. */
  Optional<String> hint() throws CommandFailure {
    return config().letsUsersIn()
        ? Optional.empty()
        : Optional.of(
            "Nobody is asked to log in yet: set web.login to always, or dropbox.ftp.on to true, in the"
                + " manager's configuration, and start the manager again.");
  }

  /** Fails when one of these is no watched folder. */
  void checkFolders(List<String> names) throws CommandFailure {
    for (String name : names) {
      if (!config().watchedFolders().contains(name)) {
        throw CommandFailure.usage(
            "there is no watched folder "
                + name
                + " in dropbox.folders of the configuration; those that there are: "
                + String.join(", ", config().watchedFolders()));
      }
    }
  }

  private FarmConfig config() throws CommandFailure {
    if (config == null) {
      try {
        config = FarmConfig.load(conf, System.getenv());
      } catch (BadConfigException e) {
        throw CommandFailure.usage(e.getMessage());
      }
    }
    return config;
  }
}
