package reelyard.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reelyard.model.Alert;
import reelyard.model.AlertKind;

final class LetterTest {

  private static final String FROM = "farm@example.org";

  @Test
  void one_alert_is_told_in_full() {
    Alert alert =
        new Alert(
            7,
            AlertKind.JOB_FAILED,
            Alerts.NIGHT,
            "Job film.mkv failed",
            "The source has no video.\nChoose another title.",
            Map.of("workerId", "attic", "jobId", "7k2m9xqd"),
            null);

    Letter letter = letter(new Telling(alert, Topic.JOB_FAILED, "ann@example.org"));

    assertThat(letter)
        .isEqualTo(
            new Letter(
                "ann@example.org",
                "[reelyard] Job film.mkv failed",
                """
                The source has no video.
                Choose another title.

                jobId: 7k2m9xqd
                workerId: attic

                --\s
                Alert 7 of the farm reelyard, 2026-11-21 00:00:00 UTC
                """,
                "<reelyard-1795219200000-7@example.org>"));
  }

  @Test
  void several_are_told_in_short_failures_with_their_reason() {
    Letter letter =
        letter(
            new Telling(Alerts.failed(1), Topic.JOB_FAILED, "ann@example.org"),
            new Telling(Alerts.complete(2, null), Topic.JOB_COMPLETE, "ann@example.org"),
            new Telling(Alerts.complete(3, null), Topic.JOB_COMPLETE, "ann@example.org"));

    assertThat(letter.subject()).isEqualTo("[reelyard] 3 alerts: 1 job failed, 2 jobs complete");
    assertThat(letter.text())
        .isEqualTo(
            """
            2026-11-21 00:00:00 UTC  film 1 failed
                The whole story of film 1 failed.
            2026-11-21 00:00:00 UTC  film 2 is complete
            2026-11-21 00:00:00 UTC  film 3 is complete

            --\s
            Summary of the farm reelyard
            """);
  }

  @Test
  void a_name_cannot_make_lines_or_headers() {
    Alert alert =
        new Alert(
            7,
            AlertKind.JOB_FAILED,
            Alerts.NIGHT,
            "Job a\r\nBcc: spam@example.org\r\n\r\nbuy! failed",
            "text\r\n.\r\nQUIT",
            Map.of("name\n", "a\nfake: fact"),
            null);

    Letter letter = letter(new Telling(alert, Topic.JOB_FAILED, "ann@example.org"));

    assertThat(letter.subject())
        .isEqualTo("[reelyard] Job a  Bcc: spam@example.org    buy! failed");
    assertThat(letter.text()).contains("\nname : a fake: fact\n").doesNotContain("\r");
  }

  @Test
  void a_summary_of_many_long_alerts_stays_small() {
    Alert alert = Alerts.of(1, AlertKind.JOB_FAILED, "x".repeat(1_000_000), null);
    Telling telling = new Telling(alert, Topic.JOB_FAILED, "ann@example.org");

    assertThat(letter(telling).text().length()).isLessThan(25_000);
    assertThat(letter(telling, telling).text().length()).isLessThan(2_000);
  }

  private static Letter letter(Telling... tellings) {
    return Letter.of(List.of(tellings), "reelyard", FROM);
  }
}
