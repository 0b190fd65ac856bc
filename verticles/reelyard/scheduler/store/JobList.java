package reelyard.scheduler.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reelyard.bus.Json;
import reelyard.message.JobOrder;
import reelyard.message.JobPage;
import reelyard.message.JobView;
import reelyard.message.ListJobs;
import reelyard.model.Job;
import reelyard.model.JobState;

/**
 * Reads one page of jobs. Jobs of one state on one shelf (queue or archive) stand in each index in
 * the order asked for; a page walks these few sequences from its cursor on and merges them, so that
 * it costs the same at any length of history.
 */
final class JobList {

  private record Row(Place place, String doc) {}

  private final Database database;
  private final ListJobs query;
  private final List<String> words;
  private final Cursor cursor;

  /**
   * Understands the question.
   *
   * @throws IllegalArgumentException for a cursor that is none of this order
   */
  JobList(Database database, ListJobs query) {
    this.database = database;
    this.query = query;
    this.words = Words.asked(query.text());
    this.cursor = Cursor.of(query.cursor(), query.order().name());
  }

  JobPage read(Connection connection) throws SQLException {
    int wanted = query.limit() + 1;
    List<Row> rows = new ArrayList<>();
    for (List<Sql> section : sections()) {
      List<Row> found = new ArrayList<>();
      for (Sql sql : section) {
        found.addAll(
            sql.rows(
                connection,
                row ->
                    new Row(
                        new Place(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                        row.getString(5))));
      }
      found.sort(Comparator.comparing(Row::place, order()));
      rows.addAll(found);
      if (rows.size() >= wanted) {
        break;
      }
    }
    boolean more = rows.size() >= wanted;
    List<Row> page = more ? rows.subList(0, query.limit()) : rows;
    List<JobView> jobs = new ArrayList<>(page.size());
    for (Row row : page) {
      jobs.add(JobView.of(Json.read(row.doc, Job.class), null));
    }
    return new JobPage(jobs, more ? cursorAt(page.get(page.size() - 1).place).text() : null);
  }

  /** The questions to ask, in groups of which each ends before the next begins. */
  List<List<Sql>> sections() {
    if (!words.isEmpty()) {
      return states().isEmpty() ? List.of() : List.of(List.of(search()));
    }
    Map<Integer, List<Sql>> sections = new TreeMap<>();
    for (JobState state : states()) {
      int section = bySubmission() ? 0 : Place.sectionOf(state);
      if (cursor != null && !bySubmission() && section < cursor.section()) {
        continue;
      }
      List<Sql> group = sections.computeIfAbsent(section, any -> new ArrayList<>());
      for (int archived = 0; archived <= 1; archived++) {
        if (query.archived() == null || query.archived() == (archived == 1)) {
          group.add(walk(state, archived));
        }
      }
    }
    return List.copyOf(sections.values());
  }

  private Sql walk(JobState state, int archived) {
    String suffix = bySubmission() ? "_seq" : "_place";
    Sql sql = new Sql("SELECT section, place1, place2, seq, doc FROM job");
    if (given(query.user())) {
      // The index holds no jobs without a user, which the planner must be told.
      sql.add(database.indexedBy("job_user" + suffix) + " WHERE user_name <> ''");
    } else if (given(query.workerId())) {
      sql.add(database.indexedBy("job_worker" + suffix) + " WHERE worker <> ''");
    } else if (given(query.pool())) {
      sql.add(database.indexedBy("job_pool" + suffix) + " WHERE pool <> ''");
    } else if (Boolean.TRUE.equals(query.suspended()) && !bySubmission()) {
      sql.add(database.indexedBy("job_suspended") + " WHERE suspended = 1");
    } else {
      sql.add(database.indexedBy("job" + suffix) + " WHERE 1 = 1");
    }
    sql.add(" AND archived = ? AND state = ?", archived, state.name());
    filter(sql);
    if (bySubmission()) {
      return bySubmission(sql, "seq");
    }
    if (cursor != null && cursor.section() == Place.sectionOf(state)) {
      sql.add(
          " AND (place1, place2, seq) > (?, ?, ?)", cursor.place1(), cursor.place2(), cursor.seq());
    }
    return sql.add(" ORDER BY place1, place2, seq LIMIT ?", query.limit() + 1);
  }

  /**
   * By submission it ends with the page; in other orders it sorts what was found, and keeps a page
   * of it. Asked once for all states, since finding is what costs.
   */
  private Sql search() {
    Sql sql =
        new Sql(
            "SELECT section, place1, place2, job.seq, doc " + database.searched(),
            database.search(words));
    if (query.archived() != null) {
      sql.add(" AND archived = ?", query.archived() ? 1 : 0);
    }
    List<String> states = states().stream().map(JobState::name).toList();
    sql.add(
        " AND state IN (" + String.join(", ", Collections.nCopies(states.size(), "?")) + ")",
        states.toArray());
    filter(sql);
    if (bySubmission()) {
      return bySubmission(sql, database.searchedSeq());
    }
    if (cursor != null) {
      sql.add(
          " AND (section, place1, place2, job.seq) > (?, ?, ?, ?)",
          cursor.section(),
          cursor.place1(),
          cursor.place2(),
          cursor.seq());
    }
    return sql.add(" ORDER BY section, place1, place2, job.seq LIMIT ?", query.limit() + 1);
  }

  private void filter(Sql sql) {
    if (given(query.user())) {
      sql.add(" AND user_name = ?", query.user());
    }
    if (given(query.workerId())) {
      sql.add(" AND worker = ?", query.workerId());
    }
    if (given(query.pool())) {
      sql.add(" AND pool = ?", query.pool());
    }
    if (query.suspended() != null) {
      sql.add(" AND suspended = ?", query.suspended() ? 1 : 0);
    }
  }

  private Sql bySubmission(Sql sql, String seq) {
    boolean latestFirst = query.order() == JobOrder.NEWEST;
    if (cursor != null) {
      sql.add(" AND " + seq + (latestFirst ? " < ?" : " > ?"), cursor.seq());
    }
    return sql.add(
        " ORDER BY " + seq + (latestFirst ? " DESC LIMIT ?" : " LIMIT ?"), query.limit() + 1);
  }

  private List<JobState> states() {
    return List.of(JobState.values()).stream()
        .filter(state -> query.states().isEmpty() || query.states().contains(state))
        .filter(state -> query.order() != JobOrder.ENDED || state.ended())
        .toList();
  }

  private boolean bySubmission() {
    return query.order() == JobOrder.NEWEST || query.order() == JobOrder.OLDEST;
  }

  private Comparator<Place> order() {
    return switch (query.order()) {
      case QUEUE, ENDED -> Place.QUEUE;
      case OLDEST -> Place.SUBMISSION;
      case NEWEST -> Place.SUBMISSION.reversed();
    };
  }

  private Cursor cursorAt(Place place) {
    return new Cursor(
        query.order().name(), place.section(), place.place1(), place.place2(), place.seq());
  }

  private static boolean given(String filter) {
    return filter != null && !filter.isEmpty();
  }
}
