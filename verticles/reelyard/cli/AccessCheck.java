package reelyard.cli;

import java.util.List;
import reelyard.login.UserFile;
import reelyard.login.UserFileException;
import reelyard.node.FarmConfig;

/** Looks whether anybody could log in to a manager with this configuration. */
final class AccessCheck {

  private final FarmConfig config;

  AccessCheck(FarmConfig config) {
    this.config = config;
  }

  List<Finding> findings() {
    if (!config.letsUsersIn()) {
      return List.of(Finding.ok("users", "nobody has to log in: only this machine is let in"));
    }
    UserFile file = new UserFile(config.users().path(config.farm()));
    try {
      int users = file.users().size();
      return List.of(
          users > 0
              ? Finding.ok("users", users + " in " + file.path())
              : Finding.warning(
                  "users",
                  "nobody can log in to a manager here",
                  "if this is the manager's machine: ./reelyard user add NAME --role admin"));
    } catch (UserFileException e) {
      return List.of(
          Finding.bad("users", e.getMessage(), "mend the file, or let its owner run the manager"));
    }
  }
}
