package reelyard.model;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where programs keep what is theirs, by the XDG base directory specification: relative values
 * count as not set.
 */
public record UserFolders(Path home, Map<String, String> environment) {

  /** Those of whoever runs this process. */
  public static UserFolders ofThisUser() {
    return new UserFolders(Path.of(System.getProperty("user.home")), System.getenv());
  }

  /** What can be made again. */
  public Path cache() {
    return folder("XDG_CACHE_HOME", ".cache");
  }

  /** What outlives a restart. */
  public Path state() {
    return folder("XDG_STATE_HOME", ".local/state");
  }

  /** What people set. */
  public Path config() {
    return folder("XDG_CONFIG_HOME", ".config");
  }

  private Path folder(String variable, String below) {
    try {
      Path set = Path.of(environment.getOrDefault(variable, ""));
      return set.isAbsolute() ? set : home.resolve(below);
    } catch (InvalidPathException e) {
      return home.resolve(below);
    }
  }
}
