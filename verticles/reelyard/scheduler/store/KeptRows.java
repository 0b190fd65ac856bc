package reelyard.scheduler.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import reelyard.bus.Json;
import reelyard.model.Alert;
import reelyard.model.FarmSettings;
import reelyard.model.JobState;
import reelyard.model.LearnedSpeed;

/** Reads what a manager needs to begin, and nothing that grows with history. */
final class KeptRows {

  private static final int LATEST = 1000;

  private record Count(boolean archived, JobState state, long jobs) {}

  private KeptRows() {}

  static Kept read(Connection connection) throws SQLException {
    Map<JobState, Long> ended = new EnumMap<>(JobState.class);
    long archived = 0;
    for (Count count : counts(connection)) {
      if (count.archived) {
        archived += count.jobs;
      } else if (count.state.ended()) {
        ended.put(count.state, count.jobs);
      }
    }
    List<FarmSettings> farm = documents(connection, "farm", FarmSettings.class);
    return new Kept(
        JobRows.live(connection),
        ended,
        archived,
        documents(connection, "worker", WorkerRecord.class),
        farm.isEmpty() ? FarmSettings.DEFAULT : farm.get(0),
        new Sql("SELECT worker, kind, log_rate, log_variance, samples FROM speed")
            .rows(
                connection,
                row ->
                    new LearnedSpeed(
                        row.getString(1),
                        row.getString(2),
                        row.getDouble(3),
                        row.getDouble(4),
                        row.getLong(5))),
        HistoryRows.latest(connection, LATEST),
        documents(connection, "alert", Alert.class));
  }

  /** The latest that people were told of, or are to be; latest first. */
  static List<Alert> alerts(Connection connection, int most) throws SQLException {
    return new Sql(
            "SELECT id, doc FROM alert UNION ALL SELECT id, doc FROM told_alert ORDER BY id DESC LIMIT ?",
            most)
        .rows(connection, row -> Json.read(row.getString(2), Alert.class));
  }

  /** Walks the narrowest index: some ten million jobs a second. */
  private static List<Count> counts(Connection connection) throws SQLException {
    return new Sql("SELECT archived, state, count(*) FROM job GROUP BY archived, state")
        .rows(
            connection,
            row ->
                new Count(row.getInt(1) == 1, JobState.valueOf(row.getString(2)), row.getLong(3)));
  }

  private static <T> List<T> documents(Connection connection, String table, Class<T> type)
      throws SQLException {
    return new Sql("SELECT doc FROM " + table + " ORDER BY id")
        .rows(connection, row -> Json.read(row.getString(1), type));
  }
}
