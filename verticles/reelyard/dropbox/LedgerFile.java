package reelyard.dropbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The ledger's SQLite file: every change is on the disk before it returns. */
final class LedgerFile implements AutoCloseable {

  /** Reads one row. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Changes that are kept all or none. */
  @FunctionalInterface
  interface Changes {
    void make() throws SQLException;
  }

  private static final String URL =
      "?journal_mode=WAL&synchronous=FULL&locking_mode=EXCLUSIVE&busy_timeout=1000";

  private static final List<String> SCHEMA =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS seen (rule TEXT NOT NULL, path TEXT NOT NULL,
            bytes INTEGER NOT NULL, changed INTEGER NOT NULL, files INTEGER NOT NULL,
            fingerprint TEXT, verdict TEXT NOT NULL, job TEXT, note TEXT, tries INTEGER NOT NULL,
            at INTEGER NOT NULL, PRIMARY KEY (rule, path)) WITHOUT ROWID""",
          "CREATE INDEX IF NOT EXISTS seen_at ON seen (at)",
          "CREATE INDEX IF NOT EXISTS seen_path ON seen (path)",
          """
          CREATE TABLE IF NOT EXISTS taken (rule TEXT NOT NULL, fingerprint TEXT NOT NULL,
            path TEXT NOT NULL, job TEXT NOT NULL, PRIMARY KEY (rule, fingerprint))
            WITHOUT ROWID""",
          "CREATE INDEX IF NOT EXISTS taken_job ON taken (job)",
          """
          CREATE TABLE IF NOT EXISTS result (fingerprint TEXT PRIMARY KEY, job TEXT NOT NULL)
            WITHOUT ROWID""",
          """
          CREATE TABLE IF NOT EXISTS ended (job TEXT PRIMARY KEY, move INTEGER NOT NULL)
            WITHOUT ROWID""",
          "CREATE TABLE IF NOT EXISTS heard (until INTEGER NOT NULL)",
          "INSERT INTO heard SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM heard)");

  private final Path file;
  private final Connection connection;

  private LedgerFile(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** Opens or makes it; {@link Ledger#open}. */
  static LedgerFile open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file + URL);
      try (Statement statement = connection.createStatement()) {
        for (String sql : SCHEMA) {
          statement.executeUpdate(sql);
        }
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
      return new LedgerFile(file, connection);
    } catch (IOException | SQLException e) {
      throw new LedgerException(file, e);
    }
  }

  <T> List<T> rows(String sql, Row<T> reader, Object... values) {
    List<T> rows = new ArrayList<>();
    try (PreparedStatement select = prepare(sql, values);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        rows.add(reader.read(row));
      }
      return rows;
    } catch (SQLException e) {
      throw new LedgerException(file, e);
    }
  }

  void together(Changes changes) {
    try {
      connection.setAutoCommit(false);
      try {
        changes.make();
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new LedgerException(file, e);
    }
  }

  void update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values)) {
      statement.executeUpdate();
    }
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new LedgerException(file, e);
    }
  }
}
