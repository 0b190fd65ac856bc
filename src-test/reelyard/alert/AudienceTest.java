package reelyard.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reelyard.model.AlertKind;
import reelyard.model.JobAlerts;

final class AudienceTest {

  private final List<String> complaints = new ArrayList<>();

  @Test
  void tells_the_farms_receivers_of_the_kinds_they_want() {
    Audience audience =
        audience(Alerts.config(List.of("ann@example.org", "bob@example.org"), hooks()));

    assertThat(audience.mails(Alerts.failed(1)))
        .extracting(Telling::to)
        .containsExactly("ann@example.org", "bob@example.org");
    assertThat(audience.webhook("phone", Alerts.failed(1))).hasSize(1);
    assertThat(audience.mails(Alerts.complete(2, null))).isEmpty();
    assertThat(audience.webhook("phone", Alerts.complete(2, null))).isEmpty();
    for (AlertKind kind : List.of(AlertKind.WORKER_QUARANTINED, AlertKind.LOW_SPACE)) {
      assertThat(audience.mails(Alerts.of(3, kind, "attic", null))).hasSize(2);
    }
  }

  @Test
  void tells_every_nth_end_once_and_as_such() {
    Audience audience = audience(Alerts.config(false, 3, List.of("ann@example.org"), hooks()));

    assertThat(IntStream.rangeClosed(1, 7).filter(i -> isTold(audience, i))).containsExactly(3, 6);
    Telling third = audience.mails(Alerts.complete(3, null)).get(0);
    assertThat(third.topic()).isEqualTo(Topic.NTH_JOB);
    assertThat(third.subject()).isEqualTo("3 jobs have ended; the last: film 3 is complete");
    // A failure is told as a failure, not twice.
    assertThat(audience.webhook("phone", Alerts.failed(3)))
        .singleElement()
        .extracting(Telling::topic)
        .isEqualTo(Topic.JOB_FAILED);
  }

  private static boolean isTold(Audience audience, int id) {
    return !audience.mails(Alerts.complete(id, null)).isEmpty();
  }

  @Test
  void tells_those_whom_a_job_names_of_that_jobs_end_alone() {
    Audience audience = audience(Alerts.config(List.of("ann@example.org"), hooks()));
    JobAlerts job = new JobAlerts(false, true, List.of("eve@example.org"), List.of("phone"));

    assertThat(audience.mails(Alerts.complete(1, job)))
        .extracting(Telling::to)
        .containsExactly("eve@example.org");
    assertThat(audience.webhook("phone", Alerts.complete(1, job))).hasSize(1);
    assertThat(audience.webhook("desk", Alerts.complete(1, job))).isEmpty();
    assertThat(audience.mails(Alerts.failed(2, job)))
        .extracting(Telling::to)
        .containsExactly("ann@example.org");
  }

  @Test
  void nobody_gets_the_same_alert_twice() {
    Audience audience = audience(Alerts.config(List.of("ann@example.org"), hooks()));
    JobAlerts job =
        new JobAlerts(true, false, List.of("Ann@Example.org", "eve@example.org"), List.of("phone"));

    assertThat(audience.mails(Alerts.failed(1, job)))
        .extracting(Telling::to)
        .containsExactly("ann@example.org", "eve@example.org");
    assertThat(audience.webhook("phone", Alerts.failed(1, job))).hasSize(1);
  }

  @Test
  void a_job_that_wants_to_tell_but_names_nobody_tells_the_farms_receivers() {
    Audience audience = audience(Alerts.config(List.of("ann@example.org"), hooks()));
    JobAlerts job = new JobAlerts(false, true, List.of(), List.of());

    assertThat(audience.mails(Alerts.complete(1, job))).hasSize(1);
    assertThat(audience.webhook("desk", Alerts.complete(1, job))).hasSize(1);
  }

  @Test
  void what_is_no_address_is_left_out_with_a_complaint() {
    Audience audience = audience(Alerts.config(List.of(), hooks()));
    JobAlerts job =
        new JobAlerts(
            true,
            false,
            List.of(
                "eve@example.org>\r\nRCPT TO:<spam@example.org",
                "a@b\r\nBcc: c@d",
                "-",
                "Eve <eve@example.org>",
                "eve@example.org, bob@example.org",
                "eve@example.org\n",
                "eve@exämple.org",
                "good@example.org"),
            List.of("unknown\r\n"));

    assertThat(audience.mails(Alerts.failed(1, job)))
        .extracting(Telling::to)
        .containsExactly("good@example.org");
    audience.checkNames(Alerts.failed(1, job));
    assertThat(complaints).hasSize(8).noneMatch(line -> line.contains("\n"));
  }

  @Test
  void a_job_is_no_mailing_list() {
    Audience audience = audience(Alerts.config(List.of(), hooks()));
    List<String> many = IntStream.range(0, 500).mapToObj(i -> "u" + i + "@example.org").toList();

    assertThat(audience.mails(Alerts.failed(1, new JobAlerts(true, true, many, List.of()))))
        .hasSize(20);
  }

  @Test
  void without_a_mail_server_wishes_for_mails_are_complained_of() {
    AlertConfig config =
        new AlertConfig(
            true,
            true,
            0,
            true,
            true,
            new SummaryConfig(0),
            new MailSettings("", 587, "starttls", "", "", "", List.of()),
            Map.of());
    JobAlerts job = new JobAlerts(true, false, List.of("eve@example.org"), List.of());

    assertThat(audience(config).mails(Alerts.failed(1, job))).isEmpty();
    assertThat(complaints).singleElement().asString().contains("alerts.mail.host");
    assertThat(audience(config).mails(Alerts.failed(1))).isEmpty();
    assertThat(complaints).hasSize(1);
  }

  private Audience audience(AlertConfig config) {
    return new Audience(config, complaints::add);
  }

  private static Map<String, WebhookConfig> hooks() {
    return Map.of(
        "phone", Alerts.webhook("https://phone.example/"),
        "desk", Alerts.webhook("https://desk.example/"));
  }
}
