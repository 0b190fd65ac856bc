package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reelyard.web.GuardedWeb.PASSWORD;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.model.UserRole;
import reelyard.web.GuardedWeb.Answer;
import reelyard.web.GuardedWeb.Browser;

/** What other sites, guessers and slow or loud clients try. */
class WebAttacksTest {

  private static final String ME = "/api/v1/me";
  private static final String STOP = "/api/v1/jobs/a/stop";

  @TempDir private Path folder;
  private GuardedWeb web;
  private FakeScheduler scheduler;

  @BeforeEach
  void open() throws Exception {
    web = new GuardedWeb(folder, new JsonObject());
    scheduler = new FakeScheduler(web.vertx, "first");
  }

  @AfterEach
  void close() throws Exception {
    web.close();
  }

  @Test
  void a_session_that_an_attacker_planted_is_none_after_the_login_either() throws Exception {
    Map<String, String> planted = Map.of("cookie", "reelyard=" + "A".repeat(43));
    Map<String, String> login = new HashMap<>(planted);
    login.put("content-type", "application/json");

    Answer answer =
        web.post(
            LoginRoutes.LOGIN,
            login,
            new JsonObject().put("name", "the-admin").put("password", PASSWORD).encode());

    assertThat(GuardedWeb.browser(answer).cookie()).isNotEqualTo(planted.get("cookie"));
    assertThat(web.get(ME, planted).status()).isEqualTo(401);
  }

  @Test
  void a_new_login_ends_the_session_that_the_browser_had() throws Exception {
    Browser before = web.browser(UserRole.ADMIN);
    Map<String, String> again = new HashMap<>(before.looks());
    again.put("content-type", "application/json");

    web.post(
        LoginRoutes.LOGIN,
        again,
        new JsonObject().put("name", "the-viewer").put("password", PASSWORD).encode());

    assertThat(web.get(ME, before.looks()).status()).isEqualTo(401);
  }

  @Test
  void a_cookie_alone_changes_nothing() throws Exception {
    Browser admin = web.browser(UserRole.ADMIN);
    Browser other = web.browser(UserRole.ADMIN);
    for (String proof : new String[] {null, "", "x", other.csrf(), admin.csrf() + "x"}) {
      Map<String, String> headers = new HashMap<>(admin.changes());
      headers.remove("x-csrf-token");
      if (proof != null) {
        headers.put("x-csrf-token", proof);
      }
      Answer answer = web.post(STOP + "?csrf=" + admin.csrf(), headers, "");
      assertThat(answer.status()).as(proof).isEqualTo(403);
      assertThat(answer.detail()).contains("X-CSRF-Token");
      assertThat(web.send(HttpMethod.DELETE, "/api/v1/jobs/a", headers, "").status())
          .isEqualTo(403);
    }
    assertThat(scheduler.asked).isEmpty();

    assertThat(web.get("/api/v1/farm", admin.looks()).status()).isEqualTo(200);
    assertThat(web.post(STOP, admin.changes(), "").status()).isNotEqualTo(403);
    Map<String, String> token =
        Map.of(
            "authorization",
            "Bearer " + web.token(UserRole.ADMIN),
            "content-type",
            "application/json");
    assertThat(web.post(STOP, token, "").status()).isNotEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "https://127.0.0.1:1"})
  void another_site_gets_nothing_by_its_visitors_cookie(String origin) throws Exception {
    Browser admin = web.browser(UserRole.ADMIN);
    Map<String, String> headers = new HashMap<>(admin.changes());
    headers.put("origin", origin);

    assertThat(web.get("/api/v1/farm", headers).status()).isEqualTo(403);
    assertThat(web.post(STOP, headers, "").status()).isEqualTo(403);
    assertThat(web.post(LoginRoutes.LOGIN, headers, "{}").status()).isEqualTo(403);
    assertThat(web.send(HttpMethod.OPTIONS, STOP, headers, "").headers().names())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    assertThatThrownBy(() -> web.line("", headers))
        .cause()
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class, e -> assertThat(e.getStatus()).isEqualTo(403));
    assertThat(scheduler.asked).isEmpty();
  }

  @Test
  void a_foreign_name_that_leads_here_gets_nothing_even_with_a_login() throws Exception {
    Map<String, String> headers = new HashMap<>(web.browser(UserRole.ADMIN).changes());
    headers.put("host", "rebound.example:" + web.url.getPort());
    headers.put("origin", "http://rebound.example:" + web.url.getPort());

    assertThat(web.get("/api/v1/farm", headers).status()).isEqualTo(403);
    assertThat(web.get("/", headers).status()).isEqualTo(403);
  }

  @Test
  void a_guesser_has_to_wait_and_hears_how_long() throws Exception {
    List<Integer> told = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      told.add(web.logIn("the-admin", "guess number " + i).status());
    }
    assertThat(told).startsWith(401, 401).contains(429);
    // However slow the machine: from the sixth wrong one on the pause is longer than a guess takes.
    Answer answer = web.logIn("the-admin", "guess");
    for (int i = 0; answer.status() != 429; i++) {
      answer = web.logIn("the-admin", "guess again " + i);
    }

    assertThat(Integer.parseInt(answer.headers().get("retry-after"))).isBetween(1, 30);
    assertThat(answer.detail()).startsWith("too many wrong logins: wait ");
  }

  @Test
  void a_megabyte_of_headers_is_refused() throws Exception {
    try (RawHttp loud = new RawHttp(web.url)) {
      loud.write("GET / HTTP/1.1\r\nHost: localhost\r\nX-Loud: " + "x".repeat(1 << 20));
      assertThat(loud.answer()).matches("(?s)(HTTP/1.[01] 4\\d\\d .*)?");
    }
    try (RawHttp loud = new RawHttp(web.url)) {
      loud.write("GET /" + "x".repeat(1 << 20) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(loud.answer()).matches("(?s)(HTTP/1.[01] 4\\d\\d .*)?");
    }
    assertThat(web.get("/", Map.of()).status()).isEqualTo(200);
  }

  @Test
  void nobody_frames_the_page_or_guesses_what_it_holds() throws Exception {
    for (String path : List.of("/", "/nothing", ME, "/health/live")) {
      Answer answer = web.get(path, Map.of());
      assertThat(answer.headers().get("content-security-policy"))
          .as(path)
          .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.headers().get("x-content-type-options")).isEqualTo("nosniff");
      assertThat(answer.headers().get("referrer-policy")).isEqualTo("no-referrer");
      assertThat(answer.headers().get("cross-origin-opener-policy")).isEqualTo("same-origin");
      assertThat(answer.headers().get("cross-origin-resource-policy")).isEqualTo("same-origin");
      assertThat(answer.headers().get("cache-control")).isEqualTo("no-store");
      assertThat(answer.headers().contains("strict-transport-security")).isFalse();
    }
  }
}
