package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void what_would_disturb_a_terminal_is_shown_as_an_escape() {
    assertThat(Words.printable("a\nb\tc\rd")).isEqualTo("a\\nb\\tc\\rd");
    assertThat(Words.printable("\u001b[31mred\u0007\u009b")).isEqualTo("\\x1b[31mred\\x07\\x9b");
    assertThat(Words.printable("gpj.\u202egnp")).isEqualTo("gpj.\\u202egnp");
    assertThat(Words.printable("half \ud83d emoji")).isEqualTo("half \\ud83d emoji");
    assertThat(Words.printable("Ürgüp 日本 👩‍🚀.mkv")).isEqualTo("Ürgüp 日本 👩‍🚀.mkv");
  }

  @Test
  void wide_letters_count_twice_when_a_text_is_cut() {
    assertThat(Words.columns("日本")).isEqualTo(4);
    assertThat(Words.cut("日本語映画", 10)).isEqualTo("日本語映画");
    assertThat(Words.cut("日本語映画", 9)).isEqualTo("日本語映…");
    assertThat(Words.columns(Words.left("日本語映画", 8))).isEqualTo(8);
    assertThat(Words.cut("film.mkv", 5)).isEqualTo("film…");
    assertThat(Words.cut("film.mkv", 1)).isEqualTo("…");
    assertThat(Words.cut("film.mkv", 0)).isEmpty();
  }

  @Test
  void texts_fill_their_column() {
    assertThat(Words.left("ab", 4)).isEqualTo("ab  ");
    assertThat(Words.right("ab", 4)).isEqualTo("  ab");
    assertThat(Words.right("abcdef", 4)).isEqualTo("abc…");
  }

  @Test
  void durations_are_written_as_clocks_do() {
    assertThat(Words.duration(-1)).isEmpty();
    assertThat(Words.duration(0)).isEqualTo("0:00");
    assertThat(Words.duration(69)).isEqualTo("1:09");
    assertThat(Words.duration(3599)).isEqualTo("59:59");
    assertThat(Words.duration(3723)).isEqualTo("1:02:03");
    assertThat(Words.duration(360_000)).isEqualTo("100:00:00");
  }

  @Test
  void a_hundred_percent_is_said_only_when_reached() {
    assertThat(Words.percent(0)).isEqualTo("0.0 %");
    assertThat(Words.percent(43.27)).isEqualTo("43.2 %");
    assertThat(Words.percent(99.99)).isEqualTo("99.9 %");
    assertThat(Words.percent(100)).isEqualTo("100.0 %");
    assertThat(Words.percent(0.3)).isEqualTo("0.3 %");
    assertThat(Words.percent(104)).isEqualTo("100.0 %");
  }

  @Test
  void bytes_are_counted_in_tens() {
    assertThat(Words.bytes(999)).isEqualTo("999 B");
    assertThat(Words.bytes(1000)).isEqualTo("1.0 kB");
    assertThat(Words.bytes(999_999)).isEqualTo("1.0 MB");
    assertThat(Words.bytes(12_345_678)).isEqualTo("12.3 MB");
    assertThat(Words.bytes(Long.MAX_VALUE)).isEqualTo("9.2 EB");
  }
}
