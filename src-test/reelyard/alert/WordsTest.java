package reelyard.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nBcc: b@c",
        "a\nb",
        "a\rb",
        "a\u0000b",
        "a\u0085b",
        "a\u2028b",
        "a\u2029b",
        "a\u000bb",
        "a\u001b[2Jb",
        "a\u202eb",
        "a\u007fb"
      })
  void a_line_stays_one_line(String hostile) {
    assertThat(Words.line(hostile, 100))
        .matches("[ -~]+")
        .isEqualTo(Words.header(Words.line(hostile, 100)));
  }

  @Test
  void lines_keep_their_ends_and_nothing_else() {
    assertThat(Words.lines("a\r\nb\rc\nd\u0007\u001b", 100)).isEqualTo("a\nb\nc\nd  ");
  }

  @Test
  void long_text_is_cut_between_letters() {
    assertThat(Words.line("🎬🎬🎬", 2)).isEqualTo("🎬🎬…");
    assertThat(Words.line(null, 2)).isEmpty();
  }

  @Test
  void half_a_letter_becomes_a_question_mark() {
    assertThat(Words.line("a\ud83cb", 9)).isEqualTo("a?b");
  }

  @Test
  void a_header_is_ascii_and_can_be_read_back() {
    String name = "Häßliche 🎬 Filme: " + "🐈".repeat(60) + " ünd Töne";

    String header = Words.header(name);

    assertThat(header.split("\r\n ", -1)).allMatch(word -> word.length() <= 75);
    assertThat(header.replace("\r\n ", "")).matches("[ -~]+");
    assertThat(decode(header)).isEqualTo(name);
  }

  @Test
  void what_looks_encoded_is_encoded() {
    assertThat(decode(Words.header("=?UTF-8?B?SGFja2Vk?="))).isEqualTo("=?UTF-8?B?SGFja2Vk?=");
  }

  /** RFC 2047, each word decoded by itself as the RFC wants it. */
  static String decode(String header) {
    return Stream.of(header.split("\r\n "))
        .map(
            word ->
                word.startsWith("=?UTF-8?B?")
                    ? new String(
                        Base64.getDecoder().decode(word.substring(10, word.length() - 2)),
                        StandardCharsets.UTF_8)
                    : word)
        .collect(Collectors.joining());
  }
}
