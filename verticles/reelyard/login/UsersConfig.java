package reelyard.login;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import reelyard.model.UserFolders;

/** The section "users" of the configuration; config/reelyard.yaml explains each key. */
public record UsersConfig(String file) {

  public UsersConfig {
    try {
      if (!file.isEmpty() && !Path.of(file).isAbsolute()) {
        throw new IllegalArgumentException("file must be an absolute path, not " + file);
      }
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("file cannot be a path: " + e.getReason(), e);
    }
  }

  /** Where this farm's users are kept. */
  public Path path(String farm) {
    return file.isEmpty()
        ? UserFolders.ofThisUser().state().resolve("reelyard").resolve(farm + "-users.jsonl")
        : Path.of(file);
  }

  /** Where this farm's tokens are kept: beside the users. */
  public Path tokens(String farm) {
    return path(farm).resolveSibling(farm + "-tokens.jsonl");
  }
}
