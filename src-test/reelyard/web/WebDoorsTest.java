package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reelyard.web.GuardedWeb.PASSWORD;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.bus.Json;
import reelyard.tls.ThrowawayPems;
import reelyard.web.GuardedWeb.Answer;

/** The page where others than this machine come: encrypted, or behind a proxy. */
class WebDoorsTest {

  @TempDir private Path folder;
  private GuardedWeb web;

  @AfterEach
  void close() throws Exception {
    if (web != null) {
      web.close();
    }
  }

  @Test
  void encrypted_the_cookie_belongs_to_this_host_and_to_encryption_alone() throws Exception {
    ThrowawayPems pems = ThrowawayPems.in(folder);
    web =
        new GuardedWeb(
            folder,
            new JsonObject()
                .put(
                    "tls",
                    new JsonObject()
                        .put("mode", "always")
                        .put("certificate", pems.certificate().toString())
                        .put("key", pems.key().toString())));

    assertThat(web.url.getScheme()).isEqualTo("https");
    Answer login = web.logIn("the-viewer", PASSWORD);
    assertThat(login.headers().get("set-cookie"))
        .startsWith("__Host-reelyard=")
        .contains("; Path=/", "; Secure", "; HTTPOnly", "; SameSite=Strict")
        .doesNotContain("Domain");
    assertThat(login.headers().get("strict-transport-security")).startsWith("max-age=");
    assertThat(web.get("/api/v1/farm", GuardedWeb.browser(login).looks()).status()).isEqualTo(503);
  }

  @Test
  void behind_a_proxy_people_come_from_its_address_and_guessers_are_told_apart() throws Exception {
    web = new GuardedWeb(folder, new JsonObject().put("origin", "https://farm.example"));
    Map<String, String> page = new HashMap<>();
    page.put("content-type", "application/json");
    page.put("host", "farm.example");
    page.put("origin", "https://farm.example");
    String wrong = "{\"name\": \"nobody\", \"password\": \"wrong horse\"}";
    for (int i = 0; i < 8; i++) {
      page.put("x-forwarded-for", "127.0.0.1, 198.51.100.7");
      web.post(LoginRoutes.LOGIN, page, wrong.replace("nobody", "nobody" + i));
    }
    String right = wrong.replace("nobody", "the-admin").replace("wrong horse", PASSWORD);

    assertThat(web.post(LoginRoutes.LOGIN, page, right).status()).isEqualTo(429);
    page.put("x-forwarded-for", "198.51.100.7, 198.51.100.8");
    Answer login = web.post(LoginRoutes.LOGIN, page, right);

    assertThat(login.status()).isEqualTo(200);
    assertThat(login.headers().get("set-cookie")).contains("__Host-reelyard=", "; Secure");
    page.put("host", "127.0.0.1:8080");
    page.put("origin", "https://evil.example");
    assertThat(web.post(LoginRoutes.LOGIN, page, right).status()).isEqualTo(403);
  }

  @Test
  void on_this_machine_alone_nobody_has_to_log_in() throws Exception {
    web = new GuardedWeb(folder, new JsonObject().put("login", "auto"));

    assertThat(web.get("/api/v1/me", Map.of()).json().getMap())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("name", "local", "role", "ADMIN", "csrf", "", "login", false));
    assertThat(web.logIn("the-viewer", PASSWORD).status()).isEqualTo(409);
    assertThat(web.get("/api/v1/farm", Map.of()).status()).isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'host': '127.0.0.1'} | false",
        "{'host': '::1'} | false",
        "{'host': 'localhost', 'tls': {'mode': 'always', 'certificate': '', 'key': ''}} | false",
        "{'host': '127.0.0.1', 'login': 'always'} | true",
        "{'host': '127.0.0.1', 'origin': 'https://farm.example'} | true",
        "{'host': '0.0.0.0'} | true",
        "{'host': '10.0.0.5', 'tls': {'mode': 'never', 'certificate': '', 'key': ''}, 'origin': 'https://farm.example'} | true",
      })
  void asks_for_a_login_as_soon_as_others_can_come(String section, boolean asks) {
    assertThat(config(section).asksForLogin()).isEqualTo(asks);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'host': '10.0.0.5', 'tls': {'mode': 'never', 'certificate': '', 'key': ''}} | would take passwords in the clear",
        "{'host': '0.0.0.0', 'tls': {'mode': 'never', 'certificate': '', 'key': ''}} | would take passwords in the clear",
        "{'host': 'a b'} | host must be a name",
        "{'host': ''} | host must be a name",
        "{'host': '127.0.0.1', 'login': 'never'} | login must be auto or always",
        "{'host': '127.0.0.1', 'origin': 'farm.example'} | origin must be such as https://",
        "{'host': '127.0.0.1', 'origin': 'https://farm.example/'} | origin must be",
        "{'host': '127.0.0.1', 'origin': 'https://user@farm.example'} | origin must be",
        "{'host': '127.0.0.1', 'origin': '*'} | origin must be",
        "{'host': '127.0.0.1', 'session': {'idleMinutes': 0, 'hours': 1}} | idleMinutes",
        "{'host': '127.0.0.1', 'session': {'idleMinutes': 1, 'hours': 0}} | session.hours",
        "{'host': '127.0.0.1', 'limits': {'connections': 1}} | limits.connections must be 10",
      })
  void nonsense_is_refused_by_the_keys_name(String section, String message) {
    assertThatThrownBy(() -> config(section)).hasMessageContaining(message);
  }

  private static WebConfig config(String section) {
    return Json.decodeStrictly(
        new JsonObject(section.replace('\'', '"')).put("port", 8080), WebConfig.class);
  }
}
