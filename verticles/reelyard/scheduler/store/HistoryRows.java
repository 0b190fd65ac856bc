package reelyard.scheduler.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import reelyard.message.GetHistory;
import reelyard.message.History;
import reelyard.message.WorkerTotals;
import reelyard.model.AttemptRecord;
import reelyard.model.FailureReason;
import reelyard.model.JobState;

/** Reads what workers did: a page of attempts, and totals over the whole span. */
final class HistoryRows {

  private static final String LIST = "HISTORY";

  private static final String ALL =
      "SELECT job, attempt, worker, name, user_name, preset, kind, input_bytes, result_bytes, started,"
          + " ended, fetch_millis, transcode_millis, return_millis, paused_millis,"
          + " expected_seconds, outcome, reason, seq FROM attempt";

  private static final String TOTALS =
      "SELECT count(*),"
          + " sum(CASE WHEN outcome = 'COMPLETE' THEN 1 ELSE 0 END),"
          + " sum(CASE WHEN outcome = 'FAILED' THEN 1 ELSE 0 END),"
          + " sum(CASE WHEN outcome = 'STOPPED' THEN 1 ELSE 0 END),"
          + " sum(CASE WHEN outcome = 'QUEUED' THEN 1 ELSE 0 END),"
          + " sum(ended - started), sum(transcode_millis),"
          + " sum(CASE WHEN outcome = 'COMPLETE' THEN input_bytes ELSE 0 END),"
          + " sum(CASE WHEN outcome = 'COMPLETE' THEN result_bytes ELSE 0 END) FROM attempt";

  private record Row(AttemptRecord attempt, long seq) {}

  private final Database database;
  private final GetHistory query;
  private final Cursor cursor;

  /**
   * Understands the question.
   *
   * @throws IllegalArgumentException for a cursor that is none of history's
   */
  HistoryRows(Database database, GetHistory query) {
    this.database = database;
    this.query = query;
    this.cursor = Cursor.of(query.cursor(), LIST);
  }

  History read(Connection connection) throws SQLException {
    List<Row> rows = page().rows(connection, HistoryRows::row);
    boolean more = rows.size() > query.limit();
    List<Row> page = more ? rows.subList(0, query.limit()) : rows;
    Row last = more ? page.get(page.size() - 1) : null;
    String next = more ? new Cursor(LIST, 0, last.attempt.endedMillis(), 0, last.seq).text() : null;
    return new History(page.stream().map(Row::attempt).toList(), totals(connection), next);
  }

  /** The latest attempts of all, oldest first. */
  static List<AttemptRecord> latest(Connection connection, int most) throws SQLException {
    List<AttemptRecord> latest =
        new ArrayList<>(
            new Sql(ALL + " ORDER BY ended DESC, seq DESC LIMIT ?", most)
                .rows(connection, row -> row(row).attempt));
    Collections.reverse(latest);
    return latest;
  }

  Sql page() {
    String index =
        given(query.jobId()) ? "" : given(query.workerId()) ? "attempt_worker" : "attempt_ended";
    Sql sql = new Sql(ALL);
    if (!index.isEmpty()) {
      sql.add(database.indexedBy(index));
    }
    sql.add(" WHERE ended >= ? AND ended < ?", query.fromMillis(), query.toMillis());
    if (given(query.workerId())) {
      sql.add(" AND worker = ?", query.workerId());
    }
    if (given(query.jobId())) {
      sql.add(" AND job = ?", query.jobId());
    }
    if (cursor != null) {
      sql.add(" AND (ended, seq) < (?, ?)", cursor.place1(), cursor.seq());
    }
    return sql.add(" ORDER BY ended DESC, seq DESC LIMIT ?", query.limit() + 1);
  }

  Sql totals(String worker) {
    Sql sql = new Sql(TOTALS);
    if (!given(query.jobId())) {
      sql.add(database.indexedBy("attempt_worker"));
    }
    sql.add(
        " WHERE worker = ? AND ended >= ? AND ended < ?",
        worker,
        query.fromMillis(),
        query.toMillis());
    if (given(query.jobId())) {
      sql.add(" AND job = ?", query.jobId());
    }
    return sql;
  }

  private List<WorkerTotals> totals(Connection connection) throws SQLException {
    List<WorkerTotals> totals = new ArrayList<>();
    for (String worker : workers(connection)) {
      totals.addAll(
          totals(worker)
              .rows(
                  connection,
                  row ->
                      row.getLong(1) == 0
                          ? null
                          : new WorkerTotals(
                              worker,
                              row.getLong(2),
                              row.getLong(3),
                              row.getLong(4),
                              row.getLong(5),
                              row.getLong(6),
                              row.getLong(7),
                              row.getLong(8),
                              row.getLong(9))));
    }
    totals.removeIf(none -> none == null);
    return totals;
  }

  /** Leaps from worker to worker through the index: DISTINCT would read every attempt. */
  private List<String> workers(Connection connection) throws SQLException {
    if (given(query.workerId())) {
      return List.of(query.workerId());
    }
    List<String> workers = new ArrayList<>();
    String last = null;
    do {
      Sql next =
          last == null
              ? new Sql("SELECT min(worker) FROM attempt")
              : new Sql("SELECT min(worker) FROM attempt WHERE worker > ?", last);
      last = next.rows(connection, row -> row.getString(1)).get(0);
      if (last != null) {
        workers.add(last);
      }
    } while (last != null);
    return workers;
  }

  private static Row row(ResultSet row) throws SQLException {
    String reason = row.getString(18);
    return new Row(
        new AttemptRecord(
            row.getString(1),
            row.getInt(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getLong(8),
            row.getLong(9),
            row.getLong(10),
            row.getLong(11),
            row.getLong(12),
            row.getLong(13),
            row.getLong(14),
            row.getLong(15),
            row.getLong(16),
            JobState.valueOf(row.getString(17)),
            reason == null ? null : FailureReason.valueOf(reason)),
        row.getLong(19));
  }

  private static boolean given(String filter) {
    return filter != null && !filter.isEmpty();
  }
}
