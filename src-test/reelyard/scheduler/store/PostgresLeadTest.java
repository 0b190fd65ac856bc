package reelyard.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reelyard.scheduler.store.Rows.await;
import static reelyard.scheduler.store.Rows.job;
import static reelyard.scheduler.store.Rows.keep;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import reelyard.PostgresServer;
import reelyard.model.Job;

class PostgresLeadTest extends LeadContract {

  @Override
  StoreConfig config() {
    return config(6);
  }

  private static StoreConfig config(int lease) {
    return new StoreConfig(
        PostgresServer.shared().newDatabase(), PostgresServer.USER, PostgresServer.PASSWORD, lease);
  }

  @Test
  void stands_by_and_takes_over_long_before_the_lease_would_end_when_the_first_ends_cleanly() {
    StoreConfig config = config(60);
    JobStore first = open(config);
    long firstEpoch = await(first.lead(why -> {}));
    await(first.save(keep(job("a"))));
    JobStore second = open(config);
    CompletableFuture<Long> leads = second.lead(why -> {}).toCompletableFuture();
    assertThatThrownBy(() -> leads.get(1500, TimeUnit.MILLISECONDS));

    long begun = System.nanoTime();
    await(first.close());

    assertThat(await(leads)).isGreaterThan(firstEpoch);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    assertThat(await(second.load()).live()).hasSize(1);
    await(second.close());
  }

  @Test
  void hands_over_while_a_question_still_takes_its_time() throws Exception {
    StoreConfig config = config(60);
    JobStore first = open(config);
    await(first.lead(why -> {}));
    JobStore second = open(config);
    CompletableFuture<Long> leads = second.lead(why -> {}).toCompletableFuture();
    assertThatThrownBy(() -> leads.get(1500, TimeUnit.MILLISECONDS));
    CompletableFuture<Void> closing;
    try (Connection other = PostgresServer.connect(config.url(), config.user(), config.password());
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE job IN ACCESS EXCLUSIVE MODE");
      CompletableFuture<List<Job>> slow = first.jobs(List.of("a")).toCompletableFuture();
      closing = first.close().toCompletableFuture();

      assertThat(leads.get(40, TimeUnit.SECONDS)).isPositive();
      assertThat(slow).isNotDone();
    }
    closing.get(60, TimeUnit.SECONDS);
    await(second.close());
  }

  @Test
  void takes_over_from_a_manager_that_was_killed() throws Exception {
    StoreConfig config = config();
    try (ScribeProcess first = new ScribeProcess(config, "x", 8)) {
      first.awaitLine("leads");
      JobStore second = open(config);
      CompletableFuture<Long> leads = second.lead(why -> {}).toCompletableFuture();
      awaitKept(first, 500);

      long begun = System.nanoTime();
      first.kill();
      await(leads);

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
      assertThat(await(second.jobs(first.kept()))).hasSameSizeAs(first.kept());
      await(second.close());
    }
  }

  @Test
  void keeps_nothing_of_a_manager_that_thaws_after_its_lead() throws Exception {
    StoreConfig config = config(2);
    try (ScribeProcess first = new ScribeProcess(config, "x", 8)) {
      first.awaitLine("leads");
      awaitKept(first, 100);
      first.signal("STOP");
      JobStore second = open(config);
      await(second.lead(why -> {}));
      assertThat(second.leads()).isTrue();
      List<String> before = ids(second);

      first.signal("CONT");
      first.awaitLine("deposed");

      // The others when it froze within a transaction, which the server ended: heard, or found out.
      assertThat(first.awaitLine("failed"))
          .containsAnyOf(
              "another manager leads now", "stood still", "another manager may lead now");
      assertThat(ids(second)).isEqualTo(before).containsAll(first.kept());
      await(second.save(keep(job("mine"))));
      await(second.close());
    }
  }

  @Test
  void is_not_held_up_by_a_manager_frozen_in_mid_transaction() throws Exception {
    StoreConfig config = config(2);
    Postgres frozen = new Postgres(config);
    long epoch = await(frozen.lead(why -> {}));
    Connection open = frozen.connectWriter();
    frozen.prove(open, epoch);
    try (Statement statement = open.createStatement()) {
      statement.executeUpdate("INSERT INTO farm VALUES (1, 'half done')");
    }
    stopRenewing(config.url());

    JobStore second = open(config);
    long begun = System.nanoTime();
    assertThat(await(second.lead(why -> {}))).isGreaterThan(epoch);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));

    assertThatThrownBy(open::commit).isInstanceOf(SQLException.class);
    assertThat(await(second.load()).farm()).isEqualTo(Kept.nothing().farm());
    await(second.close());
    open.close();
    frozen.close();
  }

  @Test
  void is_not_held_up_by_a_manager_frozen_in_mid_statement() throws Exception {
    StoreConfig config = config(2);
    Postgres frozen = new Postgres(config);
    long epoch = await(frozen.lead(why -> {}));
    Connection open = frozen.connectWriter();
    frozen.prove(open, epoch);
    CopyIn half = open.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY farm FROM STDIN");
    stopRenewing(config.url());

    JobStore second = open(config);
    assertThat(await(second.lead(why -> {}))).isGreaterThan(epoch);

    assertThatThrownBy(half::endCopy).isInstanceOf(SQLException.class);
    assertThat(await(second.load()).farm()).isEqualTo(Kept.nothing().farm());
    await(second.close());
    open.abort(Runnable::run);
    frozen.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO farm VALUES (1, 'x')",
        "UPDATE job SET state = 'COMPLETE'",
        "DELETE FROM job",
        "TRUNCATE job",
        "DELETE FROM attempt",
        "DELETE FROM worker",
        "DELETE FROM submission",
        "DELETE FROM speed",
        "DELETE FROM alert",
        "DELETE FROM preset",
      })
  void lets_the_database_itself_refuse_who_does_not_lead(String sql) throws Exception {
    StoreConfig config = config(6);
    JobStore store = open(config);
    long epoch = await(store.lead(why -> {}));
    await(store.save(keep(job("a"))));
    try (Connection connection =
            PostgresServer.connect(config.url(), config.user(), config.password());
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeUpdate(sql))
          .hasMessageContaining("only the manager that leads may write");
      statement.execute("SET reelyard.epoch = '" + (epoch - 1) + "'");
      assertThatThrownBy(() -> statement.executeUpdate(sql))
          .hasMessageContaining("only the manager that leads may write");
      assertThatThrownBy(() -> statement.execute("SELECT prove_epoch(" + (epoch - 1) + ")"))
          .hasMessageContaining("is over");
    }
    assertThat(await(store.load()).live()).containsExactly(job("a"));
    await(store.close());
  }

  @Test
  void steps_down_when_its_connection_breaks() throws Exception {
    StoreConfig config = config(6);
    CompletableFuture<String> deposed = new CompletableFuture<>();
    JobStore store = open(config);
    await(store.lead(deposed::complete));
    await(store.save(keep(job("a"))));
    try (Connection connection =
            PostgresServer.connect(config.url(), config.user(), config.password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    assertThatThrownBy(() -> await(store.save(keep(job("b")))))
        .hasCauseInstanceOf(StoreException.class);
    within(deposed, 5);
    // Reading goes on with new connections, at the latest the second time.
    store.jobs(List.of("a")).toCompletableFuture().handle((jobs, broken) -> null).join();
    assertThat(await(store.jobs(List.of("a", "b")))).containsExactly(job("a"));
    // What it would go on from may be another manager's by now.
    assertThatThrownBy(() -> await(store.load())).hasCauseInstanceOf(StoreException.class);
    await(store.close());
  }

  private static void stopRenewing(String url) throws SQLException {
    try (Connection connection =
            PostgresServer.connect(url, PostgresServer.USER, PostgresServer.PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE FUNCTION frozen() RETURNS TRIGGER LANGUAGE plpgsql AS"
              + " 'BEGIN IF NEW.epoch = OLD.epoch THEN RETURN NULL; END IF; RETURN NEW; END'");
      statement.execute(
          "CREATE TRIGGER frozen BEFORE UPDATE ON lease FOR EACH ROW EXECUTE FUNCTION frozen()");
    }
  }

  private static List<String> ids(JobStore store) {
    return await(store.load()).live().stream().map(Job::id).toList();
  }
}
