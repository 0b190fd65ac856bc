package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LogFactsTest {

  static List<String> logs() {
    return Samples.names(".stderr.txt");
  }

  @Test
  void learns_what_a_good_run_tells() {
    LogFacts facts = Samples.facts("encode-json-10s.stderr.txt");

    assertThat(facts.durationSeconds()).isEqualTo(10);
    assertThat(facts.framesPerSecond()).isEqualTo(25);
    assertThat(facts.framesRead()).isEqualTo(250);
    assertThat(facts.framesExpected()).isEqualTo(250);
    assertThat(facts.audioTracks()).isEqualTo(1);
    assertThat(facts.subtitleTracks()).isZero();
    assertThat(facts.saidGoodbye()).isTrue();
    assertThat(facts.refusedOption()).isNull();
    assertThat(facts.unknownPreset()).isNull();
    assertThat(facts.lastError()).isNull();
    assertThat(SelectedRange.of(facts))
        .contains(new SelectedRange(900_720 / 90_000.0, 900_720 / 90_000.0, true, 0));
  }

  @Test
  void learns_what_it_complains_about() {
    assertThat(Samples.facts("rc-bad_option.stderr.txt").refusedOption())
        .isEqualTo("unknown option (--frobnicate)");
    assertThat(Samples.facts("rc-bad_encoder.stderr.txt").refusedOption())
        .isEqualTo("Invalid video encoder (nosuch)");
    assertThat(Samples.facts("rc-empty_input.stderr.txt").withoutTitle()).isTrue();
    assertThat(Samples.facts("rc-full.stderr-tail.txt").diskFull()).isTrue();
  }

  @Test
  void learns_the_presets_when_one_is_unknown() {
    LogFacts facts = Samples.facts("rc-bad_preset.stderr.txt");

    assertThat(facts.unknownPreset()).isNotBlank();
    assertThat(facts.presets())
        .hasSizeGreaterThan(60)
        .contains("Fast 1080p30", "Production Proxy 540p", "CLI Default")
        .noneMatch(name -> name.endsWith("/") || name.contains("AAC stereo"));
    assertThat(facts.tail()).noneMatch(line -> line.contains("Production"));
  }

  @Test
  void sees_that_a_cut_film_gave_too_few_frames() {
    LogFacts facts = Samples.facts("rc-trunc.mkv.stderr.txt");

    assertThat(facts.framesRead()).isEqualTo(122);
    assertThat(facts.framesExpected()).isEqualTo(250);
  }

  @ParameterizedTest
  @MethodSource("logs")
  void keeps_a_tail_worth_reading(String name) {
    List<String> tail = Samples.facts(name).tail();

    assertThat(tail).isNotEmpty().hasSizeLessThanOrEqualTo(LogFacts.TAIL_LINES);
    assertThat(tail).noneMatch(line -> line.isBlank() || line.startsWith("disc.c"));
  }

  @Test
  void counts_the_tracks_of_the_last_pass() {
    LogFacts facts = new LogFacts();
    for (int pass = 0; pass < 2; pass++) {
      facts.line("[10:00:00] job configuration:");
      facts.line("[10:00:00]    + /films/a name with");
      facts.line("a line feed.mkv");
      facts.line(" * audio track 1");
      facts.line("[10:00:00]  * subtitle track 1, English [PGS] (track 0) -> Render/Burn-in");
      facts.line("[10:00:00]  * subtitle track 2, Deutsch [UTF-8] (track 1) -> Passthrough");
      facts.line("[10:00:00]  * audio track 1");
      facts.line("[10:00:00]    + decoder: * audio track 7");
      facts.line("[10:00:00]  * audio track 2");
      facts.line("[10:00:00] sync: expecting 100 video frames");
      facts.line("[10:00:00]  * audio track 3");
    }

    assertThat(facts.audioTracks()).isEqualTo(2);
    assertThat(facts.subtitleTracks()).isEqualTo(1);
  }

  @Test
  void survives_a_broken_and_an_endless_job() {
    LogFacts facts = new LogFacts();
    facts.line("[10:00:00] json job:");
    facts.line("{ nonsense");
    facts.line("}");
    assertThat(facts.job()).isEmpty();

    facts.line("[10:00:00] json job:");
    for (int i = 0; i < 200_000; i++) {
      facts.line("          ");
    }
    facts.line("No title found.");
    assertThat(facts.job()).isEmpty();
    assertThat(facts.withoutTitle()).isTrue();
  }
}
