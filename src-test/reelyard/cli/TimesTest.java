package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-12-24T20:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "in 2h, 2026-12-24T22:30:00Z",
    "in 1d 30m, 2026-12-25T21:00:00Z",
    "22:00, 2026-12-24T21:00:00Z",
    "21:30, 2026-12-25T20:30:00Z",
    "22:15, 2026-12-24T21:15:00Z",
    "8:05, 2026-12-25T07:05:00Z",
    "23:00, 2026-12-24T22:00:00Z",
    "2026-12-31 22:00, 2026-12-31T21:00:00Z",
    "2026-12-31T22:00:30, 2026-12-31T21:00:30Z",
    "2026-12-31T22:00Z, 2026-12-31T22:00:00Z",
    "2026-12-31T22:00-05:00, 2027-01-01T03:00:00Z"
  })
  void reads_a_moment_as_people_type_it(String text, Instant moment) throws Exception {
    assertThat(Times.moment("--not-before", text, NOW, BERLIN)).isEqualTo(moment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "25:00", "22", "2026-13-01 10:00", "in", "2026-12-24"})
  void says_how_to_type_a_moment(String text) {
    assertThatThrownBy(() -> Times.moment("--not-before", text, NOW, BERLIN))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("--not-before must be like 'in 2h', 22:00");
  }

  @Test
  void reads_spans() throws Exception {
    assertThat(Times.span("--for", "30m")).isEqualTo(Duration.ofMinutes(30));
    assertThat(Times.span("--for", "1h30min")).isEqualTo(Duration.ofMinutes(90));
    assertThat(Times.span("--for", "3d")).isEqualTo(Duration.ofDays(3));
    for (String text : new String[] {"", "30", "-5m", "h", "1w", "9999999999m"}) {
      assertThatThrownBy(() -> Times.span("--for", text)).hasMessageContaining("--for must be");
    }
  }
}
