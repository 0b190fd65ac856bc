package reelyard.scheduler.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sends many writes in few messages: those of one statement wait for each other, and keep their
 * order among all that touch the same rows.
 */
final class Statements {

  /** Fills a statement's parameters. */
  interface Binder {
    void bind(PreparedStatement statement) throws SQLException;
  }

  private static final int MOST = 1000;

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  /** Writes at the latest at {@link #flush}; in order with all of the same group. */
  void add(String group, String sql, Binder binder) throws SQLException {
    Waiting before = waiting.get(group);
    if (before != null && (!before.sql.equals(sql) || before.count == MOST)) {
      waiting.remove(group);
      before.statement.executeBatch();
      before = null;
    }
    if (before == null) {
      before = new Waiting(sql, prepared(sql));
      waiting.put(group, before);
    }
    binder.bind(before.statement);
    before.statement.addBatch();
    before.count++;
  }

  /** Writes all that waits. */
  void flush() throws SQLException {
    for (Waiting each : waiting.values()) {
      each.statement.executeBatch();
    }
    waiting.clear();
  }

  /** Forgets what waits. */
  void forget() throws SQLException {
    for (Waiting each : waiting.values()) {
      each.statement.clearBatch();
    }
    waiting.clear();
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  private static final class Waiting {
    final String sql;
    final PreparedStatement statement;
    int count;

    Waiting(String sql, PreparedStatement statement) {
      this.sql = sql;
      this.statement = statement;
    }
  }
}
