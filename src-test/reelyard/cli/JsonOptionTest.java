package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reelyard.bus.Json;

class JsonOptionTest {

  @Test
  void shows_a_terminal_nothing_that_it_would_obey_and_programs_the_same_names() {
    String name = "a\u001b[2J\u007f\u009b2J\u202eb\u2066 \ud83c\udfac é";

    String ascii = JsonOption.inAscii(Json.write(name));

    assertThat(ascii).matches("[ -~]+").contains("\\u009b", "\\u202e");
    assertThat(Json.read(ascii, String.class)).isEqualTo(name);
  }
}
