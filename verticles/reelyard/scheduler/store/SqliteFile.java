package reelyard.scheduler.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** One SQLite file of one manager: write-ahead log, and every commit on the disk. */
final class SqliteFile implements SqliteDialect {

  private static final int READERS = 2;
  private static final int BUSY_MILLIS = 5_000;
  private static final int WRITER_CACHE_KIB = 64 << 10;

  /** The log goes into the file when it has so many pages, 16 MB; pages changed often go once. */
  private static final int LOG_PAGES = 4_000;

  /** What the log keeps of the disk after a large backup or batch made it grow. */
  private static final long LOG_BYTES = 64L << 20;

  private final Path named;
  private Path file;
  private SqliteLock lock;

  SqliteFile(Path file) {
    this.named = file.toAbsolutePath().normalize();
    this.file = named;
  }

  @Override
  public CompletionStage<Long> lead(Consumer<String> deposed) {
    CompletableFuture<Long> epoch = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                epoch.complete(open());
              } catch (SQLException | RuntimeException e) {
                close();
                epoch.completeExceptionally(explain("opening it", e));
              } catch (Error e) {
                close();
                epoch.completeExceptionally(StoreException.of(e));
              }
            },
            "store-opener");
    thread.setDaemon(true);
    thread.start();
    return epoch;
  }

  @Override
  public Connection connectWriter() throws SQLException {
    SQLiteConfig config = config();
    // What 10,000 jobs change shall not be written twice because it does not fit in memory.
    config.setCacheSize(-WRITER_CACHE_KIB);
    config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, Long.toString(LOG_BYTES));
    Connection connection = config.createConnection(url(""));
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA wal_autocheckpoint = " + LOG_PAGES);
    }
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public Connection connectReader() throws SQLException {
    Connection connection = config().createConnection(url(""));
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA query_only = 1");
    }
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public int readers() {
    return READERS;
  }

  @Override
  public void prove(Connection writer, long epoch) throws SQLException {
    try (Statement statement = writer.createStatement();
        ResultSet row = statement.executeQuery("SELECT epoch FROM leader")) {
      if (!row.next() || row.getLong(1) != epoch) {
        throw Epochs.over(epoch);
      }
    }
  }

  @Override
  public void copyTo(Path copy) throws SQLException {
    try (Connection connection = config().createConnection(url(""));
        var statement = connection.prepareStatement("VACUUM INTO ?")) {
      statement.setString(1, copy.toString());
      statement.executeUpdate();
    }
  }

  @Override
  public long freeBytes() throws SQLException {
    try {
      return Files.getFileStore(file).getUsableSpace();
    } catch (IOException e) {
      throw new SQLException(e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  @Override
  public StoreException explain(String doing, Exception failure) {
    if (failure instanceof StoreException known) {
      return known;
    }
    String remedy = failure instanceof SQLException sql ? remedy(sql) : null;
    return new StoreException(
        "%s failed while %s: %s"
            .formatted(file, doing, remedy == null ? failure.toString() : remedy),
        failure);
  }

  private static String remedy(SQLException failure) {
    if (Epochs.isOver(failure)) {
      return "another manager leads with this file now, so its lock file was removed or is on a"
          + " disk without locks";
    }
    SQLException first = failure;
    while (!(first instanceof SQLiteException) && first.getCause() instanceof SQLException cause) {
      first = cause;
    }
    if (!(first instanceof SQLiteException known)) {
      return null;
    }
    // The low byte is the kind, what stands above it the circumstance.
    SQLiteErrorCode kind = SQLiteErrorCode.getErrorCode(known.getResultCode().code & 0xFF);
    String said = " (" + known.getResultCode() + ")";
    return switch (kind) {
      case SQLITE_FULL -> "the disk is full" + said + ": make room; nothing of this was kept";
      case SQLITE_NOTADB, SQLITE_CORRUPT ->
          "the file is damaged" + said + ": restore a backup, and look after its disk";
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
          "it may only be read" + said + ": file and folder must be writable for this user";
      case SQLITE_BUSY, SQLITE_LOCKED ->
          "another program keeps it locked" + said + ": close that program";
      case SQLITE_CANTOPEN ->
          "it cannot be opened" + said + ": look at the permissions of file and folder";
      case SQLITE_IOERR ->
          "its disk fails or is full" + said + ": make room, and look at the system's log";
      default -> null;
    };
  }

  private long open() throws SQLException {
    file = resolved();
    synchronized (this) {
      lock = SqliteLock.of(file);
    }
    SqliteLook.at(file);
    SQLiteDataSource source = new SQLiteDataSource(config());
    source.setUrl(url(""));
    Schema.migrate(source, "sqlite", file.toString());
    try (Connection connection = connectWriter();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE leader SET epoch = epoch + 1");
      long epoch;
      try (ResultSet row = statement.executeQuery("SELECT epoch FROM leader")) {
        epoch = row.getLong(1);
      }
      connection.commit();
      return epoch;
    }
  }

  /** Links resolved, so that one file has one lock whatever it is called. */
  private Path resolved() {
    try {
      if (Files.exists(named)) {
        return named.toRealPath();
      }
      Files.createDirectories(named.getParent());
      return named.getParent().toRealPath().resolve(named.getFileName());
    } catch (IOException e) {
      throw new StoreException(
          "the folder of %s cannot be used (%s): make it writable, or name another file in"
                  .formatted(named, e)
              + " scheduler.store.url",
          e);
    }
  }

  private String url(String query) {
    return url(file, query);
  }

  /** As a URI, so that no letter of the path means anything. */
  static String url(Path file, String query) {
    return "jdbc:sqlite:file:" + file.toUri().getRawPath().replace("?", "%3F") + query;
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config;
  }
}
