package reelyard.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.bus.Json;

final class AlertConfigTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ftp://a.example/",
        "file:///etc/passwd",
        "//a.example/",
        "https:///x",
        "hook",
        "https://user:pass@a.example/",
        "https://a.example/x y",
        "https://a.example/#top",
        "http://a.example/\r\nX: y"
      })
  void refuses_what_is_no_address_of_a_webhook(String url) {
    assertThatThrownBy(() -> new WebhookConfig(url, Alerts.SECRET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("url")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"geheim", "whsec_", "whsec_c2hvcnQ=", "whsec_%%%"})
  void refuses_a_secret_that_signs_nothing_and_does_not_repeat_it(String secret) {
    assertThatThrownBy(() -> new WebhookConfig("https://a.example", secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("openssl rand")
        .message()
        .doesNotContain("geheim", "c2hvcnQ");
  }

  @Test
  void shows_no_secret() {
    AlertConfig config =
        new AlertConfig(
            true,
            true,
            0,
            true,
            true,
            new SummaryConfig(0),
            new MailSettings(
                "mail.example", 587, "starttls", "farm", "passw0rd", "farm@a.example", List.of()),
            Map.of("phone", Alerts.webhook("https://a.example/hook/T0KEN")));

    assertThat(config.toString()).doesNotContain("passw0rd", "T0KEN", "whsec_");
  }

  @Test
  void says_which_secret_is_missing() {
    AlertConfig config =
        Alerts.config(List.of(), Map.of("phone", new WebhookConfig("https://a.example", "")));

    assertThatThrownBy(config::checkSecrets).hasMessageContaining("alerts.webhooks.phone.secret");
  }

  @Test
  void refuses_a_password_in_the_clear() {
    assertThatThrownBy(
            () ->
                new MailSettings(
                    "mail.example", 25, "none", "farm", "geheim", "farm@a.example", List.of()))
        .hasMessageContaining("choose starttls or tls")
        .message()
        .doesNotContain("geheim");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ann", "Ann <ann@a.example>", "ann@a.example\r\n", "ann@", "a b@c.example"})
  void refuses_what_is_no_mail_address(String address) {
    assertThatThrownBy(() -> Alerts.mail(25, List.of(address)))
        .hasMessageContaining("to must be an address such as");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'phone': 'whsec_MDEyMzQ1Njc4'}",
        "{'phone': null}",
        "{'phone': {'url': 'https://a.example', 'secret': 'whsec_MDEyMzQ1Njc4', 'token': 'MDEy'}}",
        "{'my phone': {'url': 'https://a.example', 'secret': ''}}"
      })
  void refuses_a_webhook_that_is_written_wrongly_without_repeating_it(String webhooks) {
    JsonObject json =
        Json.encode(Alerts.config(List.of(), Map.of()))
            .put("webhooks", new JsonObject(webhooks.replace('\'', '"')));

    assertThatThrownBy(() -> Json.decodeStrictly(json, AlertConfig.class))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains("phone")
        .doesNotContain("MDEyMzQ1Njc4");
  }
}
