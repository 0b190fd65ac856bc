package reelyard.scheduler.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import reelyard.bus.Json;
import reelyard.model.Job;

/**
 * Copies a farm out of PostgreSQL into a SQLite file that a manager can open as it is. All tables
 * are read in one snapshot, while the manager goes on writing.
 */
final class PostgresCopy {

  private static final int AT_ONCE = 1000;

  /** All but the sums, which the copy's own triggers make. */
  private static final List<String> TABLES =
      List.of(
          "leader",
          "preset",
          "attempt",
          "worker",
          "farm",
          "submission",
          "speed",
          "alert",
          "told_alert",
          "own_preset");

  /** Words differ in form: they are made anew. */
  private static final String JOB_COLUMNS =
      "seq, id, state, archived, suspended, section, place1, place2, user_name, pool, worker,"
          + " preset, doc";

  private final Postgres database;

  PostgresCopy(Postgres database) {
    this.database = database;
  }

  void to(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    // Nobody sees the file until all of it is written and flushed.
    config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
    config.setJournalMode(SQLiteConfig.JournalMode.MEMORY);
    SQLiteDataSource target = new SQLiteDataSource(config);
    target.setUrl(SqliteFile.url(file, ""));
    Schema.migrate(target, "sqlite", file.toString());
    try (Connection from = database.connectCopy();
        Connection into = target.getConnection()) {
      into.setAutoCommit(false);
      try (Statement statement = into.createStatement()) {
        statement.executeUpdate("DELETE FROM leader");
      }
      for (String table : TABLES) {
        copy(from, into, table, "*");
      }
      copy(from, into, "job", JOB_COLUMNS);
      into.commit();
    }
  }

  private static void copy(Connection from, Connection into, String table, String columns)
      throws SQLException {
    try (Statement statement = from.createStatement()) {
      statement.setFetchSize(AT_ONCE);
      try (ResultSet row = statement.executeQuery("SELECT " + columns + " FROM " + table)) {
        int count = row.getMetaData().getColumnCount();
        StringBuilder names = new StringBuilder(row.getMetaData().getColumnName(1));
        for (int i = 2; i <= count; i++) {
          names.append(", ").append(row.getMetaData().getColumnName(i));
        }
        boolean jobs = table.equals("job");
        String insert =
            "INSERT INTO %s (%s%s) VALUES (%s)"
                .formatted(
                    table,
                    names,
                    jobs ? ", words" : "",
                    String.join(", ", Collections.nCopies(jobs ? count + 1 : count, "?")));
        try (PreparedStatement writes = into.prepareStatement(insert)) {
          fill(row, count, jobs, writes);
        }
      }
    }
  }

  private static void fill(ResultSet row, int count, boolean jobs, PreparedStatement writes)
      throws SQLException {
    int waiting = 0;
    while (row.next()) {
      for (int i = 1; i <= count; i++) {
        writes.setObject(i, row.getObject(i));
      }
      if (jobs) {
        writes.setString(count + 1, Words.of(Json.read(row.getString(count), Job.class)));
      }
      writes.addBatch();
      if (++waiting == AT_ONCE) {
        writes.executeBatch();
        waiting = 0;
      }
    }
    writes.executeBatch();
  }
}
