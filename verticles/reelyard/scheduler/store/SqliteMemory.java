package reelyard.scheduler.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;

/**
 * SQLite without a file, for farms that live as long as one command: no disk, no lock, and its
 * schema without Flyway, which would take longer than all else.
 */
final class SqliteMemory implements SqliteDialect {

  private boolean connected;

  @Override
  public CompletionStage<Long> lead(Consumer<String> deposed) {
    return CompletableFuture.completedFuture(1L);
  }

  @Override
  public Connection connectWriter() throws SQLException {
    if (connected) {
      throw new StoreException(
          "the farm in memory broke, and with it everything that was kept: start it again", null);
    }
    connected = true;
    Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite::memory:");
    try (Statement statement = connection.createStatement()) {
      for (String script : Schema.scripts("sqlite")) {
        statement.executeUpdate(script);
      }
    }
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public Connection connectReader() {
    throw new IllegalStateException("what one connection keeps no other can read");
  }

  @Override
  public int readers() {
    return 0;
  }

  @Override
  public void prove(Connection writer, long epoch) {
    // Nobody else can ever lead here.
  }

  @Override
  public StoreException explain(String doing, Exception failure) {
    return failure instanceof StoreException known
        ? known
        : new StoreException(
            "the database in memory failed while %s: %s".formatted(doing, failure.getMessage()),
            failure);
  }

  @Override
  public void copyTo(Path file) {
    throw new StoreException(
        "a farm in memory cannot be backed up: name a file or PostgreSQL in scheduler.store.url",
        null);
  }

  @Override
  public void close() {
    // The connection went, and everything with it.
  }
}
