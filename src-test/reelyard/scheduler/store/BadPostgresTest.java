package reelyard.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static reelyard.scheduler.store.Rows.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.PostgresServer;

/** Servers and databases that cannot serve are refused in words, which hold no password. */
class BadPostgresTest {

  private static final String SECRET = "hunter2%secret";

  @Test
  void names_the_server_that_is_not_there() {
    refuses(
        "jdbc:postgresql://127.0.0.1:1/farm",
        "jdbc:postgresql://127.0.0.1:1/farm",
        "cannot be reached");
  }

  @Test
  void refuses_a_wrong_password_and_never_prints_it() {
    String url = PostgresServer.shared().newDatabase();
    refuses(url, url, "takes neither this user nor this password");
    refuses(
        url + "?password=" + SECRET.replace("%", "%25") + "&user=reelyard",
        url,
        "takes neither this user nor this password");
  }

  @Test
  void names_the_database_that_is_not_there() {
    assertThatThrownBy(
            () ->
                await(
                    PostgresStoreTest.open(PostgresServer.shared().url("nowhere"), 6)
                        .lead(why -> {})))
        .hasCauseInstanceOf(StoreException.class)
        .hasMessageContaining("/nowhere")
        .hasMessageContaining("there is no such database");
  }

  @Test
  void refuses_a_database_full_of_other_things() throws Exception {
    String url = PostgresServer.shared().newDatabase();
    sql(url, "CREATE TABLE recipes (id INTEGER)");

    assertThatThrownBy(() -> await(PostgresStoreTest.open(url, 6).lead(why -> {})))
        .hasCauseInstanceOf(StoreException.class)
        .hasMessageContaining(url)
        .hasMessageContaining("empty database of its own");
  }

  @Test
  void refuses_a_newer_schema() throws Exception {
    String url = PostgresServer.shared().newDatabase();
    JobStore store = PostgresStoreTest.open(url, 6);
    await(store.lead(why -> {}));
    await(store.close());
    sql(
        url,
        "INSERT INTO flyway_schema_history SELECT 3, '3', 'later', 'SQL', 'V3__later.sql', 1,"
            + " installed_by, installed_on, 1, true FROM flyway_schema_history WHERE version ="
            + " '1'");

    assertThatThrownBy(() -> await(PostgresStoreTest.open(url, 6).lead(why -> {})))
        .hasCauseInstanceOf(StoreException.class)
        .hasMessageContaining(url + " was written by a newer Reelyard (schema 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://host/farm",
        "jdbc:sqlite:/tmp/x.db",
        "postgresql://ann:hunter2%secret@host/farm",
        "jdbc:oracle:x?password=hunter2%secret",
      })
  void refuses_urls_of_other_kinds(String url) {
    assertThatThrownBy(() -> new StoreConfig(url, "", "", 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("url must be")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void refuses_a_url_that_cannot_be_read() {
    refuses("jdbc:postgresql://[::1", "jdbc:postgresql:", "");
  }

  @Test
  void keeps_the_password_out_of_its_own_words() {
    assertThat(new StoreConfig("jdbc:postgresql://a:" + SECRET + "@h/d", "u", SECRET, 6).toString())
        .doesNotContain(SECRET);
  }

  private static void refuses(String url, String name, String words) {
    JobStore store = Stores.open(new StoreConfig(url, PostgresServer.USER, SECRET, 6), (Path) null);
    Throwable refusal = catchThrowable(() -> await(store.lead(why -> {})));
    assertThat(refusal)
        .hasCauseInstanceOf(StoreException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(words);
    StringWriter trace = new StringWriter();
    refusal.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(SECRET);
    await(store.close());
  }

  private static void sql(String url, String text) throws SQLException {
    try (Connection connection =
            PostgresServer.connect(url, PostgresServer.USER, PostgresServer.PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(text);
    }
  }
}
