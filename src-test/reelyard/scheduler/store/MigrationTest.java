package reelyard.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.store.Rows.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;
import reelyard.PostgresServer;
import reelyard.message.GetStatistics;
import reelyard.message.StatisticsRow;

/** A farm of an earlier Reelyard keeps its history, and its sums begin with it. */
class MigrationTest {

  @TempDir Path folder;

  @Test
  void sums_what_a_sqlite_file_held_before_there_were_sums() throws Exception {
    Path file = folder.resolve("farm.db");
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    fillFirstVersion(source, "sqlite");

    sums(Stores.open(new StoreConfig(file.toString(), "", "", 6), (Path) null));
  }

  @Test
  void sums_what_a_postgresql_database_held_before_there_were_sums() throws Exception {
    String url = PostgresServer.shared().newDatabase();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(PostgresServer.USER);
    source.setPassword(PostgresServer.PASSWORD);
    fillFirstVersion(source, "postgresql");

    sums(PostgresStoreTest.open(url, 6));
  }

  private static void fillFirstVersion(DataSource source, String kind) throws Exception {
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:reelyard/scheduler/store/migration/" + kind)
        .target("1")
        .loggers("slf4j")
        .load()
        .migrate();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      if (kind.equals("postgresql")) {
        statement.execute("SELECT prove_epoch(0)");
      }
      for (int i = 0; i < 4; i++) {
        statement.executeUpdate(
            "INSERT INTO attempt (job, attempt, worker, name, user_name, preset, kind, input_bytes,"
                + " result_bytes, started, ended, fetch_millis, transcode_millis, return_millis,"
                + " paused_millis, expected_seconds, outcome) VALUES ('j"
                + i
                + "', 1, 'attic', 'Film', 'ann', 'Fast', 'k', 100, 40, 1000, 2000, 1, 2, 3, 0, -1, '"
                + (i == 0 ? "FAILED" : "COMPLETE")
                + "')");
      }
      connection.commit();
    }
  }

  private static void sums(JobStore store) {
    await(store.lead(why -> {}));
    assertThat(await(store.statistics(new GetStatistics(null, 0, 0))).rows())
        .containsExactly(new StatisticsRow("Fast", 3, 1, 0, 0, 4000, 8, 300, 120));
    assertThat(await(store.presets())).isEmpty();
    await(store.close());
  }
}
