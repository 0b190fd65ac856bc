package reelyard.scheduler.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reelyard.bus.Json;
import reelyard.model.Job;
import reelyard.model.JobSpec;

/** Reads whole jobs, presets' texts included: jobs with the same preset share its text. */
final class JobRows {

  private static final int AT_ONCE = 200;

  private record Row(String doc, String preset) {}

  private JobRows() {}

  /** Those that exist, in the order of submission among each 200. */
  static List<Job> of(Connection connection, Collection<String> ids) throws SQLException {
    List<String> all = new ArrayList<>(new LinkedHashSet<>(ids));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i += AT_ONCE) {
      List<String> some = all.subList(i, Math.min(all.size(), i + AT_ONCE));
      rows.addAll(read(connection, in("SELECT doc, preset FROM job WHERE id IN ", some)));
    }
    return whole(connection, rows);
  }

  /** Those that have not ended, wherever they stand. */
  static List<Job> live(Connection connection) throws SQLException {
    List<Row> rows = new ArrayList<>();
    for (String state : List.of("RUNNING", "QUEUED")) {
      for (int archived = 0; archived <= 1; archived++) {
        rows.addAll(
            read(
                connection,
                new Sql(
                    "SELECT doc, preset FROM job WHERE archived = ? AND state = ? ORDER BY seq",
                    archived,
                    state)));
      }
    }
    return whole(connection, rows);
  }

  private static List<Row> read(Connection connection, Sql sql) throws SQLException {
    return sql.rows(connection, row -> new Row(row.getString(1), row.getString(2)));
  }

  private static List<Job> whole(Connection connection, List<Row> rows) throws SQLException {
    Map<String, String> presets = presets(connection, rows);
    List<Job> jobs = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Job job = Json.read(row.doc, Job.class);
      if (row.preset != null) {
        JobSpec spec = job.spec().withPresetJson(presets.get(row.preset));
        job = job.withSpec(spec);
      }
      jobs.add(job);
    }
    return jobs;
  }

  private static Map<String, String> presets(Connection connection, List<Row> rows)
      throws SQLException {
    Set<String> hashes = new HashSet<>();
    for (Row row : rows) {
      if (row.preset != null) {
        hashes.add(row.preset);
      }
    }
    Map<String, String> presets = new HashMap<>();
    List<String> all = new ArrayList<>(hashes);
    for (int i = 0; i < all.size(); i += AT_ONCE) {
      List<String> some = all.subList(i, Math.min(all.size(), i + AT_ONCE));
      in("SELECT hash, body FROM preset WHERE hash IN ", some)
          .rows(connection, row -> presets.put(row.getString(1), row.getString(2)));
    }
    return presets;
  }

  private static Sql in(String select, List<String> values) {
    String marks = String.join(", ", Collections.nCopies(values.size(), "?"));
    return new Sql(select + "(" + marks + ")", values.toArray());
  }
}
