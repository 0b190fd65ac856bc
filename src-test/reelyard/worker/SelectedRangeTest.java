package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SelectedRangeTest {

  /** Three chapters of 10, 20 and 30 s. */
  private static SelectedRange of(String range) {
    LogFacts facts = new LogFacts();
    facts.line("  + size: 640x360, pixel aspect: 1/1, display aspect: 1.78, 25.000 fps");
    facts.line("[10:00:00] json job:");
    facts.line(
        "{\"Destination\":{\"ChapterList\":[{\"Duration\":{\"Ticks\":900000}},"
            + "{\"Duration\":{\"Ticks\":1800000}},{\"Duration\":{\"Ticks\":2700000}}]},"
            + "\"Source\":{\"Range\":"
            + range
            + "}");
    facts.line("}");
    return SelectedRange.of(facts).orElseThrow();
  }

  @Test
  void adds_up_chapters() {
    assertThat(of("{\"Type\":\"chapter\",\"Start\":1,\"End\":3}"))
        .isEqualTo(new SelectedRange(60, 60, true, 0));
    assertThat(of("{\"Type\":\"chapter\",\"Start\":1,\"End\":2}").seconds()).isEqualTo(30);
    assertThat(of("{\"Type\":\"chapter\",\"Start\":2,\"End\":2}").seconds()).isEqualTo(20);
    assertThat(of("{\"Type\":\"chapter\",\"Start\":2,\"End\":2}").slackSeconds()).isPositive();
    assertThat(of("{\"Type\":\"chapter\",\"Start\":7,\"End\":9}").seconds()).isZero();
    assertThat(of("{}")).isEqualTo(new SelectedRange(60, 60, true, 0));
  }

  @Test
  void counts_ticks() {
    assertThat(of("{\"Type\":\"time\",\"Start\":90000,\"End\":270000}").seconds()).isEqualTo(2);
    assertThat(of("{\"Type\":\"time\",\"Start\":900000}").seconds()).isEqualTo(50);
    assertThat(of("{\"Type\":\"time\",\"End\":900000}").seconds()).isEqualTo(10);
    assertThat(of("{\"Type\":\"time\",\"End\":99999999}"))
        .isEqualTo(new SelectedRange(60, 60, true, 0));
    assertThat(of("{\"Type\":\"time\",\"Start\":99999999}").seconds()).isZero();
  }

  @Test
  void counts_frames_from_one_including_the_last() {
    assertThat(of("{\"Type\":\"frame\",\"Start\":26,\"End\":75}").seconds())
        .isCloseTo(2, within(1e-9));
    assertThat(of("{\"Type\":\"frame\",\"End\":25}").seconds()).isCloseTo(1, within(1e-9));
    assertThat(of("{\"Type\":\"frame\",\"Start\":251}").seconds()).isCloseTo(50, within(1e-9));
  }

  @Test
  void counts_from_a_preview() {
    assertThat(of("{\"Type\":\"preview\",\"Start\":4,\"SeekPoints\":10,\"End\":90000}").seconds())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void falls_back_to_the_duration_for_people() {
    LogFacts facts = new LogFacts();
    assertThat(SelectedRange.of(facts)).isEmpty();

    facts.line("  + duration: 01:02:03");
    assertThat(SelectedRange.of(facts)).contains(new SelectedRange(3723, 3723, true, 1));
  }
}
