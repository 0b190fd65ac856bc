package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.PasswordRoute.PASSWORD;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.model.UserRole;
import reelyard.web.GuardedWeb.Answer;
import reelyard.web.GuardedWeb.Browser;

/** People change their own password, by the old one. */
class PasswordChangeTest {

  private static final String BETTER = "nine other horses";

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
  void by_the_old_one_which_ends_all_other_sessions() throws Exception {
    Browser browser = web.browser(UserRole.VIEWER);
    Browser other = web.browser(UserRole.VIEWER);

    Answer answer = web.post(PASSWORD, browser.changes(), change(GuardedWeb.PASSWORD, BETTER));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(web.get(LoginRoutes.ME, other.looks()).status()).isEqualTo(401);
    assertThat(web.get(LoginRoutes.ME, browser.looks()).status()).isEqualTo(401);
    assertThat(web.get(LoginRoutes.ME, GuardedWeb.browser(answer).looks()).status()).isEqualTo(200);
    assertThat(web.logIn("the-viewer", GuardedWeb.PASSWORD).status()).isEqualTo(401);
    assertThat(web.logIn("the-viewer", BETTER).status()).isEqualTo(200);
    assertThat(web.logIn("the-admin", GuardedWeb.PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void a_wrong_one_changes_nothing_and_is_no_way_to_guess() throws Exception {
    Browser browser = web.browser(UserRole.VIEWER);

    Answer wrong = web.post(PASSWORD, browser.changes(), change("not it", BETTER));

    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.detail()).isEqualTo("the old password is wrong");
    Answer last = wrong;
    for (int i = 0; i < 12 && last.status() == 403; i++) {
      last = web.post(PASSWORD, browser.changes(), change("not it", BETTER));
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.headers().get("retry-after")).isNotNull();
    assertThat(web.get(LoginRoutes.ME, browser.looks()).status()).isEqualTo(200);
  }

  @Test
  void not_to_one_that_is_easy_to_guess() throws Exception {
    Map<String, String> changes = web.browser(UserRole.VIEWER).changes();

    Answer weak = web.post(PASSWORD, changes, change(GuardedWeb.PASSWORD, "password12345678"));
    assertThat(weak.status()).isEqualTo(400);
    assertThat(weak.detail()).startsWith("the password is easy to guess: ");
    assertThat(web.post(PASSWORD, changes, change(GuardedWeb.PASSWORD, "short")).status())
        .isEqualTo(400);
    assertThat(web.post(PASSWORD, changes, "{\"secret\": \"hunter2\"}").text())
        .contains("the body must be")
        .doesNotContain("hunter2");
  }

  @Test
  void not_without_the_proof_of_the_page_nor_by_a_token() throws Exception {
    Browser browser = web.browser(UserRole.VIEWER);
    Map<String, String> bare = new HashMap<>(browser.changes());
    bare.remove("x-csrf-token");
    String body = change(GuardedWeb.PASSWORD, BETTER);

    assertThat(web.post(PASSWORD, bare, body).status()).isEqualTo(403);
    Map<String, String> token =
        Map.of(
            "authorization",
            "Bearer " + web.token(UserRole.ADMIN),
            "content-type",
            "application/json");
    assertThat(web.post(PASSWORD, token, body).status()).isEqualTo(409);
    assertThat(web.post(PASSWORD, Map.of("content-type", "application/json"), body).status())
        .isEqualTo(401);
    assertThat(web.logIn("the-viewer", GuardedWeb.PASSWORD).status()).isEqualTo(200);
  }

  private static String change(String old, String password) {
    return new JsonObject().put("old", old).put("password", password).encode();
  }
}
