package reelyard.scheduler.store;

import java.nio.file.Path;

/** Opens stores. */
public final class Stores {

  private Stores() {}

  /**
   * The store that the configuration names. Touches nothing yet: {@link JobStore#lead} does, and
   * must come first.
   *
   * @param defaultFile the SQLite file when none is named
   */
  public static JobStore open(StoreConfig config, Path defaultFile) {
    return new JdbcJobStore(database(config, defaultFile));
  }

  static Database database(StoreConfig config, Path defaultFile) {
    if (config.url().equals(StoreConfig.MEMORY)) {
      return new SqliteMemory();
    }
    if (config.url().startsWith(StoreConfig.POSTGRESQL)) {
      throw new IllegalArgumentException("soon");
    }
    return new SqliteFile(config.url().isEmpty() ? defaultFile : Path.of(config.url()));
  }
}
