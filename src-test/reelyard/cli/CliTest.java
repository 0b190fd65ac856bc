package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "help bench",
        "help test",
        "bench --help",
        "bench overhead --help",
        "test --help",
        "test -Dtest=A -h",
        "transcode --help"
      })
  void explains_every_command(String words) {
    assertThat(Cli.run(words.split(" "))).isEqualTo(ExitStatus.COMPLETE);
  }

  @Test
  void what_only_the_script_can_do_is_refused_without_it() {
    assertThat(Cli.run("bench", "overhead")).isEqualTo(ExitStatus.USAGE);
  }
}
