package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.GuardedWeb.PASSWORD;
import static reelyard.web.GuardedWeb.name;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.login.User;
import reelyard.login.UserFile;
import reelyard.model.UserRole;
import reelyard.web.GuardedWeb.Answer;
import reelyard.web.GuardedWeb.Browser;
import reelyard.web.GuardedWeb.Line;

/** Logging in, going on as whom one is, and being let in no more. */
class WebLoginTest {

  private static final String ME = "/api/v1/me";
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  @TempDir private Path folder;
  private GuardedWeb web;

  @BeforeEach
  void open() throws Exception {
    web = new GuardedWeb(folder, new JsonObject());
  }

  @AfterEach
  void close() throws Exception {
    web.close();
  }

  @Test
  void shows_the_page_to_everybody_and_data_to_nobody_unknown() throws Exception {
    assertThat(web.get("/", Map.of()).text()).contains("<html");

    for (String path : List.of("/api/v1/farm", "/api/v1/nothing", ME, "/eventbus/info")) {
      Answer answer = web.get(path, Map.of());
      assertThat(answer.status()).as(path).isEqualTo(401);
      assertThat(answer.headers().get("www-authenticate")).isEqualTo("Bearer");
      assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
      assertThat(answer.detail()).startsWith("log in first");
    }
  }

  @Test
  void a_session_begins_with_the_password_and_ends_with_the_logout() throws Exception {
    Answer login = web.logIn("the-operator", PASSWORD);
    assertThat(login.json().getString("role")).isEqualTo("OPERATOR");
    assertThat(login.headers().get("set-cookie"))
        .matches("reelyard=[A-Za-z0-9_-]{43}; Path=/; HTTPOnly; SameSite=Strict");

    Browser browser = GuardedWeb.browser(login);
    assertThat(web.get(ME, browser.looks()).json().getMap())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "name", "the-operator", "role", "OPERATOR", "csrf", browser.csrf(), "login", true));

    Answer logout = web.post(LoginRoutes.LOGOUT, browser.changes(), "");
    assertThat(logout.status()).isEqualTo(200);
    assertThat(logout.headers().get("set-cookie")).startsWith("reelyard=; Max-Age=0;");
    assertThat(logout.headers().get("clear-site-data")).contains("\"cookies\"");
    assertThat(web.get(ME, browser.looks()).status()).isEqualTo(401);
  }

  @Test
  void logging_out_everywhere_ends_all_of_ones_own_sessions_and_no_others() throws Exception {
    Browser desk = web.browser(UserRole.VIEWER);
    Browser phone = web.browser(UserRole.VIEWER);
    Browser other = web.browser(UserRole.ADMIN);

    web.post(LoginRoutes.LOGOUT, desk.changes(), "{\"everywhere\": true}");

    assertThat(web.get(ME, desk.looks()).status()).isEqualTo(401);
    assertThat(web.get(ME, phone.looks()).status()).isEqualTo(401);
    assertThat(web.get(ME, other.looks()).status()).isEqualTo(200);
  }

  @Test
  void a_wrong_name_and_a_wrong_password_are_told_the_same() throws Exception {
    Answer password = web.logIn("the-viewer", "wrong horse");
    Answer name = web.logIn("nobody", PASSWORD);

    assertThat(password.status()).isEqualTo(401);
    assertThat(password.headers().contains("set-cookie")).isFalse();
    assertThat(name.text()).isEqualTo(password.text());
  }

  @Test
  void what_is_no_login_is_refused_and_not_repeated() throws Exception {
    for (String body : List.of("", "[]", "{\"name\": \"ada\", \"password\": 12345678}", "null")) {
      Answer answer = web.post(LoginRoutes.LOGIN, JSON, body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.text()).doesNotContain("12345678");
    }
    assertThat(web.post(LoginRoutes.LOGIN, JSON, " ".repeat(5_000)).status()).isEqualTo(413);
  }

  @Test
  void who_is_removed_or_has_another_role_or_password_is_out_at_once() throws Exception {
    Browser removed = web.browser(UserRole.VIEWER);
    Browser promoted = web.browser(UserRole.SUBMITTER);
    Browser renewed = web.browser(UserRole.OPERATOR);
    Browser untouched = web.browser(UserRole.ADMIN);

    new UserFile(web.users.path())
        .change(
            all ->
                all.stream()
                    .filter(user -> user.role() != UserRole.VIEWER)
                    .map(WebLoginTest::changed)
                    .toList());

    assertThat(web.get(ME, removed.looks()).status()).isEqualTo(401);
    assertThat(web.get(ME, promoted.looks()).status()).isEqualTo(401);
    assertThat(web.get(ME, renewed.looks()).status()).isEqualTo(401);
    assertThat(web.get(ME, untouched.looks()).status()).isEqualTo(200);
  }

  private static User changed(User user) {
    return switch (user.role()) {
      case SUBMITTER -> new User(user.name(), UserRole.ADMIN, List.of(), user.password());
      case OPERATOR -> user.withPassword(user.password().replace("$1000$", "$1001$"));
      default -> user;
    };
  }

  @Test
  void a_token_is_good_until_its_end_and_no_longer_than_it_is_there() throws Exception {
    String good = web.token(UserRole.SUBMITTER);
    String ended = web.token("ended", "admin", 0);
    String workers = web.token("rack", "worker", 60_000);

    assertThat(web.get(ME, bearer(good)).json().getString("name")).isEqualTo("submitter-token");
    assertThat(web.get(ME, bearer(ended)).status()).isEqualTo(401);
    assertThat(web.get(ME, bearer(workers)).status()).isEqualTo(401);
    for (String none : List.of("", "ry_", good + "x", good.toUpperCase(Locale.ROOT))) {
      assertThat(web.get(ME, bearer(none)).status()).as(none).isEqualTo(401);
    }

    web.tokens.change(all -> List.of());
    assertThat(web.get(ME, bearer(good)).status()).isEqualTo(401);
  }

  @Test
  void a_wrong_token_is_not_made_good_by_a_cookie() throws Exception {
    Browser browser = web.browser(UserRole.ADMIN);

    assertThat(
            web.get(ME, Map.of("cookie", browser.cookie(), "authorization", "Bearer ry_x"))
                .status())
        .isEqualTo(401);
  }

  @Test
  void a_token_in_the_address_counts_at_the_bridge_alone() throws Exception {
    String token = web.token(UserRole.VIEWER);

    assertThat(web.get(ME + "?token=" + token, Map.of()).status()).isEqualTo(401);
    Line line = web.line("?token=" + token, Map.of());
    line.say("register", "reelyard.farm.jobs", null);
    line.say("send", "reelyard.scheduler.submit", new JsonObject());
    assertThat(line.next()).contains("access_denied");
  }

  @Test
  void an_open_line_to_the_bus_is_cut_when_its_token_or_session_ends() throws Exception {
    String token = web.token(UserRole.VIEWER);
    Browser browser = web.browser(UserRole.OPERATOR);
    Browser other = web.browser(UserRole.ADMIN);
    Line program = web.line("?token=" + token, Map.of());
    Line page = web.line("", browser.looks());
    Line stays = web.line("", other.looks());

    web.tokens.change(all -> List.of());
    assertThat(program.next()).isEqualTo("closed");

    web.post(LoginRoutes.LOGOUT, browser.changes(), "");
    assertThat(page.next()).isEqualTo("closed");

    stays.say("publish", "reelyard.farm", null);
    assertThat(stays.next()).contains("rejected");
  }

  @Test
  void nobody_logs_in_while_the_file_of_users_is_open_to_others() throws Exception {
    Files.setPosixFilePermissions(web.users.path(), PosixFilePermissions.fromString("rw-r--r--"));
    // Permissions are looked at when the file has changed.
    Files.writeString(web.users.path(), "\n", StandardOpenOption.APPEND);

    Answer answer = web.logIn(name(UserRole.ADMIN), PASSWORD);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.detail())
        .contains("the manager's log says why")
        .doesNotContain("users.jsonl");
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("authorization", "Bearer " + token);
  }
}
