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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers for good what was seen, what was taken and what the farm made: each call returns when
 * that is on the disk. One process at a time has the file.
 */
final class Ledger implements AutoCloseable {

  /** A film that a job took. */
  record Taken(String rule, Path path, String job) {}

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
          "CREATE TABLE IF NOT EXISTS heard (until INTEGER NOT NULL)",
          "INSERT INTO heard SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM heard)");

  private final Path file;
  private final Connection connection;

  private Ledger(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens or makes it.
   *
   * @throws LedgerException when that fails, such as because another process has it
   */
  static Ledger open(Path file) {
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
      return new Ledger(file, connection);
    } catch (IOException | SQLException e) {
      throw new LedgerException(file, e);
    }
  }

  /** Every path of this rule with the stamp under which it was settled for good. */
  synchronized Map<Path, Stamp> settled(String rule) {
    Map<Path, Stamp> settled = new HashMap<>();
    query("SELECT * FROM seen WHERE rule = ? AND verdict <> 'REFUSED'", rule)
        .forEach(entry -> settled.put(entry.path(), entry.stamp()));
    return settled;
  }

  synchronized Optional<Entry> seen(String rule, Path path) {
    return query("SELECT * FROM seen WHERE rule = ? AND path = ?", rule, path.toString()).stream()
        .findFirst();
  }

  /** The latest first. */
  synchronized List<Entry> lately(int most) {
    return query("SELECT * FROM seen ORDER BY at DESC LIMIT ?", most);
  }

  /** Who took this content under this rule. */
  synchronized Optional<Taken> taken(String rule, String fingerprint) {
    return one("SELECT * FROM taken WHERE rule = ? AND fingerprint = ?", rule, fingerprint);
  }

  /** Whether a job took this, something in it, or a folder that it lies in. */
  synchronized boolean isTaken(Path watched, Path path) {
    for (Path folder = path;
        folder != null && folder.startsWith(watched);
        folder = folder.getParent()) {
      if (exists("path = ?", folder.toString())) {
        return true;
      }
    }
    // All that begins with the folder's path and a slash: '0' comes after '/'.
    return exists("path > ? AND path < ?", path + "/", path + "0");
  }

  private boolean exists(String which, Object... values) {
    try (PreparedStatement select =
            prepare("SELECT 1 FROM seen WHERE verdict = 'SUBMITTED' AND " + which, values);
        ResultSet row = select.executeQuery()) {
      return row.next();
    } catch (SQLException e) {
      throw new LedgerException(file, e);
    }
  }

  /** What this job took. */
  synchronized Optional<Taken> takenBy(String job) {
    return one("SELECT * FROM taken WHERE job = ?", job);
  }

  /** Which job made this content. */
  synchronized Optional<String> maker(String fingerprint) {
    try (PreparedStatement select =
            prepare("SELECT job FROM result WHERE fingerprint = ?", fingerprint);
        ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    } catch (SQLException e) {
      throw new LedgerException(file, e);
    }
  }

  /** Keeps what became of a path; content that a job took is known from now on. */
  synchronized void keep(Entry entry) {
    boolean took = entry.verdict() == Verdict.SUBMITTED;
    together(
        () -> {
          update(
              "INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              entry.rule(),
              entry.path().toString(),
              entry.stamp().bytes(),
              entry.stamp().changedNanos(),
              entry.stamp().files(),
              entry.fingerprint(),
              entry.verdict().name(),
              entry.job(),
              entry.note(),
              entry.tries(),
              entry.atMillis());
          if (took) {
            update(
                "INSERT OR REPLACE INTO taken VALUES (?, ?, ?, ?)",
                entry.rule(),
                entry.fingerprint(),
                entry.path().toString(),
                entry.job());
          }
        });
  }

  /** This job made content of these fingerprints. */
  synchronized void made(String job, List<String> fingerprints) {
    together(
        () -> {
          for (String fingerprint : fingerprints) {
            update("INSERT OR REPLACE INTO result VALUES (?, ?)", fingerprint, job);
          }
        });
  }

  /** Until when all results are known, in milliseconds since 1970. */
  synchronized long heardUntil() {
    try (PreparedStatement select = prepare("SELECT until FROM heard");
        ResultSet row = select.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    } catch (SQLException e) {
      throw new LedgerException(file, e);
    }
  }

  synchronized void heardUntil(long millis) {
    together(() -> update("UPDATE heard SET until = ?", millis));
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new LedgerException(file, e);
    }
  }

  private Optional<Taken> one(String sql, Object... values) {
    try (PreparedStatement select = prepare(sql, values);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Taken(
                  row.getString("rule"), Path.of(row.getString("path")), row.getString("job")))
          : Optional.empty();
    } catch (SQLException e) {
      throw new LedgerException(file, e);
    }
  }

  private List<Entry> query(String sql, Object... values) {
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement select = prepare(sql, values);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        entries.add(
            new Entry(
                row.getString("rule"),
                Path.of(row.getString("path")),
                new Stamp(row.getLong("bytes"), row.getLong("changed"), row.getInt("files")),
                row.getString("fingerprint"),
                Verdict.valueOf(row.getString("verdict")),
                row.getString("job"),
                row.getString("note"),
                row.getInt("tries"),
                row.getLong("at")));
      }
      return entries;
    } catch (SQLException e) {
      throw new LedgerException(file, e);
    }
  }

  /** Changes that are kept all or none. */
  private interface Changes {
    void make() throws SQLException;
  }

  private void together(Changes changes) {
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

  private void update(String sql, Object... values) throws SQLException {
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
}
