package reelyard.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.bus.Json;
import reelyard.model.Alert;
import reelyard.model.AlertKind;

final class WebhookMessageTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void receivers_can_rely_on_this_form() {
    Alert alert =
        new Alert(
            42,
            AlertKind.JOB_FAILED,
            Alerts.NIGHT,
            "Job film.mkv failed",
            "No video.",
            Map.of("jobId", "7k2m9xqd"),
            null);

    WebhookMessage message = WebhookMessage.of(new Telling(alert, Topic.JOB_FAILED, ""), "my.farm");

    assertThat(Json.write(message))
        .isEqualTo(
            """
            {"version":1,"id":"my-farm-1795219200000-42","type":"job.failed",\
            "timestamp":"2026-11-21T00:00:00Z","data":{"farm":"my.farm","alertId":42,\
            "subject":"Job film.mkv failed","text":"No video.","facts":{"jobId":"7k2m9xqd"}}}""");
  }

  /** The example of the specification's reference libraries. */
  @Test
  void signs_as_standard_webhooks_does() {
    WebhookConfig webhook =
        new WebhookConfig("https://a.example", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    assertThat(
            WebhookMessage.signature(
                webhook.key(),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void any_success_is_success(int status) {
    assertThat(HttpAnswer.of(status, null, NOW)).isEqualTo(new Outcome.Told());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308, 400, 401, 403, 404, 410, 413, 422})
  void what_will_not_change_is_given_up(int status) {
    assertThat(HttpAnswer.of(status, "5", NOW)).isInstanceOf(Outcome.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "500, , 0",
    "503, 120, 120",
    "429, 7, 7",
    "429, -7, 0",
    "429, 99999999999999999999, 0",
    "429, later, 0",
    "408, , 0",
    "425, , 0",
    "503, 'Sat, 21 Nov 2026 10:01:30 GMT', 90",
    "503, 'Sat, 21 Nov 2026 09:00:00 GMT', 0"
  })
  void what_may_change_is_tried_again_when_the_receiver_wishes(
      int status, String retryAfter, int seconds) {
    assertThat(HttpAnswer.of(status, retryAfter, NOW))
        .isEqualTo(new Outcome.Failed("HTTP " + status, Duration.ofSeconds(seconds)));
  }
}
