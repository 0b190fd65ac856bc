package reelyard.scheduler.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Opens stores. */
public final class Stores {

  private Stores() {}

  /**
   * The store that the configuration names. Touches nothing yet: {@link JobStore#lead} does, and
   * must come first.
   *
   * @param farm whose name the default file bears
   */
  public static JobStore open(StoreConfig config, String farm) {
    return open(config, defaultFile(farm, System.getenv(), System.getProperty("user.home")));
  }

  /** The same with the SQLite file that serves when none is named. */
  public static JobStore open(StoreConfig config, Path defaultFile) {
    return new JdbcJobStore(database(config, defaultFile));
  }

  /**
   * A file that lies where the store does, and lives as long; null when nothing outlives the
   * process.
   *
   * @param ending of its name, such as .members
   */
  public static Path beside(StoreConfig config, String farm, String ending) {
    if (config.url().equals(StoreConfig.MEMORY)) {
      return null;
    }
    Path usual = defaultFile(farm, System.getenv(), System.getProperty("user.home"));
    Path file = config.url().isEmpty() || config.shared() ? usual : Path.of(config.url());
    return file.resolveSibling(file.getFileName() + ending);
  }

  static Database database(StoreConfig config, Path defaultFile) {
    if (config.url().equals(StoreConfig.MEMORY)) {
      return new SqliteMemory();
    }
    if (config.shared()) {
      return new Postgres(config);
    }
    return new SqliteFile(config.url().isEmpty() ? defaultFile : Path.of(config.url()));
  }

  /** The XDG base directory specification: relative values count as not set. */
  static Path defaultFile(String farm, Map<String, String> environment, String home) {
    Path state = Path.of(home, ".local", "state");
    try {
      Path set = Path.of(environment.getOrDefault("XDG_STATE_HOME", ""));
      state = set.isAbsolute() ? set : state;
    } catch (InvalidPathException e) {
      // Counts as not set, too.
    }
    return state.resolve("reelyard").resolve(farm + ".db");
  }
}
