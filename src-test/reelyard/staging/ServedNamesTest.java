package reelyard.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServedNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"film.mkv", "Der Schuh's \"Manitu\" (2001).mkv", "七人の侍.mkv", "a;b&c$d.mkv", "…x"})
  void leaves_a_harmless_name_as_it_is(String name) {
    assertThat(ServedNames.safe(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "100%.mkv | 100%25.mkv",
        "a,b.srt | a%2Cb.srt",
        "-o.mkv | %2Do.mkv",
        ".hidden.mkv | %2Ehidden.mkv",
        "` film.mkv` | %20film.mkv",
        "`film ` | film%20",
        "film. | film%2E",
        ".. | %2E%2E",
        "back\\slash.mkv | back%5Cslash.mkv",
        "up/down | up%2Fdown",
        "bad\uFFFD.mkv | bad%EF%BF%BD.mkv",
      })
  void encodes_what_could_do_harm(String name, String safe) {
    assertThat(ServedNames.safe(name)).isEqualTo(safe);
  }

  @Test
  void encodes_line_breaks_and_other_control_characters() {
    assertThat(ServedNames.safe("a\r\nDELE b\u0000\u007f\u2028.mkv"))
        .isEqualTo("a%0D%0ADELE b%00%7F%E2%80%A8.mkv");
  }

  @Test
  void makes_half_a_surrogate_pair_valid() {
    assertThat(ServedNames.safe("a\uD83Db.mkv")).isEqualTo("a%EF%BF%BDb.mkv");
  }

  @Test
  void shortens_a_long_name_but_keeps_its_extension_and_its_code_points_whole() {
    String name = "七".repeat(84) + ".mkv";

    String safe = ServedNames.safe(name);

    assertThat(safe.getBytes(UTF_8).length).isBetween(190, ServedNames.LONGEST);
    assertThat(safe).matches("七+~[0-9a-f]{8}\\.mkv");
  }

  @Test
  void never_cuts_through_an_encoded_character() {
    assertThat(ServedNames.safe(",".repeat(250) + ".mkv")).matches("(%2C)+~[0-9a-f]{8}\\.mkv");
  }

  @Test
  void keeps_long_names_apart_that_differ_only_at_their_ends() {
    assertThat(ServedNames.safe("a".repeat(240) + "1.mkv"))
        .isNotEqualTo(ServedNames.safe("a".repeat(240) + "2.mkv"));
  }

  @Test
  void numbers_names_that_came_out_the_same() {
    ServedNames names = new ServedNames();

    assertThat(names.give("a\uFFFD.mkv")).isEqualTo("a%EF%BF%BD.mkv");
    assertThat(names.give("a\uFFFD.mkv")).isEqualTo("a%EF%BF%BD~2.mkv");
    assertThat(names.give("a\uFFFD.mkv")).isEqualTo("a%EF%BF%BD~3.mkv");
  }
}
