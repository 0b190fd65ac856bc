package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.bus.RefusedException;
import reelyard.message.SubmitJobs;

class ApiInputTest {

  @Test
  void reads_jobs_and_fills_in_their_defaults() {
    SubmitJobs jobs =
        ApiInput.submission(
            "{\"jobs\":[{\"input\":\"/a b/\\u00e9\\n.mkv\",\"output\":\"/out/x.mp4\"}]}");

    assertThat(jobs.jobs()).hasSize(1);
    assertThat(jobs.jobs().get(0).name()).isEqualTo("é\n.mkv");
    assertThat(jobs.jobs().get(0).preset()).isEqualTo("Fast 1080p30");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"jobs\":[{\"inptu\":\"/a\"}]} | inptu: unknown; known here are",
        "{\"jobs\":[{\"input\":\"/a\"}],\"x\":1} | x: unknown",
        "{\"jobs\":[{\"container\":\"AVI\"}]} | container",
        "{\"jobs\":[{\"attempts\":\"many\"}]} | attempts",
        "{\"jobs\":[{\"input\" \"/a\"}]} | line 1, column",
        "{\"jobs\":[{\"input\":\"/a\",\"input\":\"/b\"}]} | Duplicate field 'input'",
        "{\"jobs\":[{\"input\":\"/a\"}]} {} | Trailing token",
        "{\"jobs\":[ | line 1, column",
        "{\"jobs\":[]} | jobs must be a list of 1 to 10000 jobs",
        "{\"jobs\":[null]} | none null",
        "{} | jobs must be a list of 1 to 10000 jobs",
        "null | null where an object belongs",
        "[] | Cannot deserialize",
        "'' | the body is empty",
      })
  void names_what_is_wrong_with_a_submission(String body, String words) {
    assertThatThrownBy(() -> ApiInput.submission(body))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(words);
  }

  @Test
  void names_the_line_in_a_longer_text() {
    assertThatThrownBy(() -> ApiInput.submission("{\"jobs\": [\n  {\"input\": \"/a\",}\n]}"))
        .hasMessageContaining("line 2, column 18");
  }

  @Test
  void survives_json_nested_without_end() {
    assertThatThrownBy(() -> ApiInput.submission("[".repeat(2_000_000)))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void asks_for_as_many_ended_jobs_as_wanted() {
    assertThat(ApiInput.farm(List.of()).endedLimit()).isZero();
    assertThat(ApiInput.farm(List.of("25")).endedLimit()).isEqualTo(25);
    assertThat(ApiInput.farm(List.of("10000")).endedLimit()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "10001", "99999999999", "ten", "1.5", " 1"})
  void refuses_other_numbers_of_ended_jobs(String ended) {
    assertThatThrownBy(() -> ApiInput.farm(List.of(ended)))
        .isInstanceOf(RefusedException.class)
        .hasMessage("ended: must be one number, 0 to 10000");
  }
}
