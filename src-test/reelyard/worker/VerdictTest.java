package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.worker.proof.Ends;

/** Results whose picture or sound stops before it ought to. */
final class VerdictTest {

  private static final Path HERE = Path.of("/nowhere");

  private static Verdict of(String range) {
    LogFacts facts = new LogFacts();
    facts.line("[10:00:00] json job:");
    facts.line(
        "{\"Destination\":{\"ChapterList\":[{\"Duration\":{\"Ticks\":5400000}}]},"
            + "\"Source\":{\"Range\":"
            + range
            + "}");
    facts.line("}");
    TranscodeOrder order =
        new TranscodeOrder(
            HERE.resolve("film.mkv"), HERE, List.of(), null, List.of(), HERE, HERE, -1);
    return new Verdict(order, Heard.config("HandBrakeCLI", 60), "w", facts);
  }

  private static Ends ends(double video, double audio) {
    return new Ends(List.of(video), List.of(audio));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 60, 60, 60, SOURCE_INCOMPLETE",
    "60, 5, 60, 60, RESULT_REJECTED",
    "5, 60, 5, 60, ",
    "60, 5, 60, 5, ",
    "5, 60, 30, 60, SOURCE_INCOMPLETE",
    "5, 60, -1, -1, ",
    "59.5, 59.5, 60, 60, ",
    "-1, -1, 60, 60, ",
  })
  void a_stream_may_end_early_where_its_source_does(
      double video, double audio, double sourceVideo, double sourceAudio, FailureReason reason) {
    Failure failure = of("{}").ofEnds(ends(video, audio), ends(sourceVideo, sourceAudio));

    assertThat(failure == null ? null : failure.reason()).isEqualTo(reason);
  }

  @Test
  void of_a_part_only_what_the_source_has_to_its_end_can_be_told() {
    Verdict verdict = of("{\"Type\":\"time\",\"Start\":900000,\"End\":2700000}");

    assertThat(verdict.ofEnds(ends(5, 20), ends(60, 60)).message()).contains("only 5.0 s");
    assertThat(verdict.ofEnds(ends(20, 20), ends(60, 60))).isNull();
    assertThat(verdict.ofEnds(ends(5, 20), ends(15, 60))).isNull();
  }

  @Test
  void the_source_is_looked_at_only_where_a_stream_stops_early() {
    assertThat(of("{}").doubts(probe(ends(60, 60)))).isFalse();
    assertThat(of("{}").doubts(probe(ends(60, 5)))).isTrue();
    assertThat(of("{}").doubts(probe(ends(-1, -1)))).isFalse();
  }

  private static ResultProbe probe(Ends ends) {
    return new ResultProbe(null, 1, 1, 0, 60, ends);
  }
}
