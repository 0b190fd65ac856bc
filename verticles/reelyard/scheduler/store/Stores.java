package reelyard.scheduler.store;

import java.nio.file.Path;
import reelyard.model.UserFolders;

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
    return open(config, defaultFile(farm));
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
    Path usual = defaultFile(farm);
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

  private static Path defaultFile(String farm) {
    return UserFolders.ofThisUser().state().resolve("reelyard").resolve(farm + ".db");
  }
}
