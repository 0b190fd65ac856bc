package reelyard.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reelyard.message.GetHistory;
import reelyard.message.GetStatistics;
import reelyard.message.JobOrder;
import reelyard.model.JobState;
import reelyard.model.StatisticsBy;

/** What SQLite says of how it would answer: never by reading or sorting all. */
class QueryPlanTest {

  @TempDir Path folder;

  private SqliteFile database;
  private Connection connection;

  @BeforeEach
  void open() throws Exception {
    database = new SqliteFile(folder.resolve("farm.db"));
    Rows.await(database.lead(why -> {}));
    connection = database.connectReader();
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    database.close();
  }

  @ParameterizedTest
  @EnumSource(JobOrder.class)
  void lists_walk_an_index_in_its_order(JobOrder order) throws Exception {
    Question all = new Question().order(order);
    for (Question question :
        List.of(
            all,
            all.archived(true),
            all.archived(false),
            all.user("ann"),
            all.pool("hd"),
            all.worker("attic"),
            all.suspended(true),
            all.suspended(false),
            all.states(JobState.FAILED),
            all.user("ann").pool("hd").archived(true))) {
      for (Question page : List.of(question, question.cursor(cursor(order)))) {
        for (String step : plan(page)) {
          assertThat(step)
              .as("%s", page.query())
              .startsWith("SEARCH job USING INDEX job_")
              .contains("archived=? AND state=?");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(JobOrder.class)
  void searches_begin_with_the_index_of_words(JobOrder order) throws Exception {
    Question question = new Question().order(order).text("alien 3").user("ann");
    for (Question page : List.of(question, question.cursor(cursor(order)))) {
      List<String> plan = new ArrayList<>(plan(page));
      assertThat(plan.get(0)).startsWith("SCAN job_words VIRTUAL TABLE INDEX");
      assertThat(plan.get(1)).startsWith("SEARCH job USING INTEGER PRIMARY KEY");
      if (order == JobOrder.NEWEST || order == JobOrder.OLDEST) {
        assertThat(plan).noneMatch(step -> step.contains("TEMP B-TREE"));
      }
    }
  }

  @Test
  void history_walks_an_index_in_its_order() throws Exception {
    String cursor = new Cursor("HISTORY", 0, 5, 0, 7).text();
    for (String worker : new String[] {null, "attic"}) {
      for (String page : new String[] {null, cursor}) {
        assertThat(explain(history(worker, null, page).page()))
            .hasSize(1)
            .allMatch(step -> step.startsWith("SEARCH attempt USING INDEX attempt_"));
      }
    }
    assertThat(explain(history(null, "job", null).page()).get(0))
        .contains("sqlite_autoindex_attempt_1 (job=?)");
    assertThat(explain(history(null, null, null).totals("attic")))
        .containsExactly(
            "SEARCH attempt USING COVERING INDEX attempt_worker (worker=? AND ended>? AND"
                + " ended<?)");
    assertThat(explain(new Sql("SELECT min(worker) FROM attempt WHERE worker > ?", "a")).get(0))
        .startsWith("SEARCH attempt USING COVERING INDEX attempt_worker");
  }

  @ParameterizedTest
  @EnumSource(StatisticsBy.class)
  void statistics_read_the_sums_of_the_days_asked_for(StatisticsBy by) throws Exception {
    assertThat(explain(new StatisticsRows(new GetStatistics(by, 1, 2)).sql()).get(0))
        .isEqualTo("SEARCH day_sum USING PRIMARY KEY (kind=? AND day>? AND day<?)");
  }

  @Test
  void an_own_preset_is_found_by_an_index() throws Exception {
    assertThat(
            explain(
                new Sql(
                    "SELECT body FROM own_preset WHERE name = ? ORDER BY version DESC LIMIT 1",
                    "a")))
        .containsExactly("SEARCH own_preset USING INDEX sqlite_autoindex_own_preset_1 (name=?)");
  }

  @Test
  void loading_counts_by_an_index_alone() throws Exception {
    assertThat(
            explain(new Sql("SELECT archived, state, count(*) FROM job GROUP BY archived, state")))
        .hasSize(1)
        .allMatch(step -> step.startsWith("SCAN job USING COVERING INDEX"));
  }

  private HistoryRows history(String worker, String job, String cursor) {
    return new HistoryRows(database, new GetHistory(worker, job, 1, 2, cursor, 0));
  }

  private static String cursor(JobOrder order) {
    return new Cursor(order.name(), 2, 5, 6, 7).text();
  }

  private List<String> plan(Question question) throws SQLException {
    List<String> steps = new ArrayList<>();
    for (List<Sql> section : new JobList(database, question.query()).sections()) {
      for (Sql sql : section) {
        steps.addAll(explain(sql));
      }
    }
    assertThat(steps).isNotEmpty();
    return steps;
  }

  private List<String> explain(Sql sql) throws SQLException {
    return new Sql("EXPLAIN QUERY PLAN " + sql, sql.parameters().toArray())
        .rows(connection, row -> row.getString(4));
  }
}
