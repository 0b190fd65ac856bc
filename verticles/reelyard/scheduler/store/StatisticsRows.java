package reelyard.scheduler.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reelyard.message.GetStatistics;
import reelyard.message.Statistics;
import reelyard.message.StatisticsRow;
import reelyard.model.StatisticsBy;

/** Reads what the farm did, from the sums of its days: the same at any length of history. */
final class StatisticsRows {

  private static final long DAY = 86_400_000;

  private static final String SUMS =
      ", sum(complete), sum(failed), sum(stopped), sum(given_back), sum(busy_millis),"
          + " sum(transcode_millis), sum(input_bytes), sum(result_bytes)"
          + " FROM day_sum WHERE kind = ? AND day >= ? AND day < ? GROUP BY ";

  private final GetStatistics query;

  StatisticsRows(GetStatistics query) {
    this.query = query;
  }

  Statistics read(Connection connection) throws SQLException {
    if (query.by() == StatisticsBy.MONTH) {
      Map<String, StatisticsRow> months = new TreeMap<>();
      for (StatisticsRow day : sql().rows(connection, row -> row(row, month(row.getLong(1))))) {
        months.merge(day.key(), day, StatisticsRows::together);
      }
      return new Statistics(query.by(), new ArrayList<>(months.values()));
    }
    List<StatisticsRow> rows = sql().rows(connection, row -> row(row, row.getString(1)));
    return new Statistics(query.by(), rows);
  }

  Sql sql() {
    long from = query.fromMillis() / DAY;
    // Up to the day in which the span ends, which counts when the span reaches into it.
    long to = query.toMillis() / DAY + (query.toMillis() % DAY == 0 ? 0 : 1);
    if (query.by() == StatisticsBy.MONTH) {
      // The sums of all workers are those of all.
      return new Sql("SELECT day" + SUMS + "day", StatisticsBy.WORKER.name(), from, to);
    }
    return new Sql("SELECT name" + SUMS + "name", query.by().name(), from, to)
        .add(
            " ORDER BY sum(complete) DESC, sum(busy_millis) DESC, name LIMIT ?",
            GetStatistics.MOST);
  }

  private static String month(long day) {
    return YearMonth.from(LocalDate.ofEpochDay(day)).toString();
  }

  private static StatisticsRow row(ResultSet row, String key) throws SQLException {
    return new StatisticsRow(
        key,
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9));
  }

  private static StatisticsRow together(StatisticsRow a, StatisticsRow b) {
    return new StatisticsRow(
        a.key(),
        a.complete() + b.complete(),
        a.failed() + b.failed(),
        a.stopped() + b.stopped(),
        a.givenBack() + b.givenBack(),
        a.busyMillis() + b.busyMillis(),
        a.transcodeMillis() + b.transcodeMillis(),
        a.inputBytes() + b.inputBytes(),
        a.resultBytes() + b.resultBytes());
  }
}
