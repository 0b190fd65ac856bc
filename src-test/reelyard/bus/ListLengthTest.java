package reelyard.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListLengthTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | 0",
        "[{}, {\"after\": [1, 2, 3]}] | 2",
        "{\"jobs\": [{\"a\": [1]}, {}, null]} | 3",
        "{\"key\": \"k\", \"jobs\": [[], [[]]], \"more\": [1, 2]} | 2",
        "{\"jobs\": 5} | 0",
        "{\"jobs\": [{}], \"jobs\": [{}]} | 2",
        "{\"other\": {\"jobs\": [1, 2, 3]}} | 0",
        "[{}, {}, {]} | 3",
        "{\"jobs\": [{}, {}, | 2",
        "nonsense | 0",
        "7 | 0",
      })
  void counts_the_jobs_and_nothing_else(String text, int jobs) {
    assertThat(ListLength.of(text, "jobs")).isEqualTo(jobs);
  }
}
