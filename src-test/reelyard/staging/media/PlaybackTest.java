package reelyard.staging.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.staging.Films.Film;

class PlaybackTest {

  private static final Path PATH = Path.of("/films/film.MP4");
  private static final Film FILM =
      new Film("film.MP4", PATH, PATH, false, 1_000, 1_795_294_800_500L);
  private static final String DATE = "Sat, 21 Nov 2026 21:00:00 GMT";

  @ParameterizedTest
  @CsvSource({
    "bytes=0-99, 206, 0, 100",
    "bytes=500-, 206, 500, 500",
    "bytes=-100, 206, 900, 100",
    "bytes=-5000, 206, 0, 1000",
    "bytes=900-5000, 206, 900, 100",
    "bytes=1000-, 416, 0, 0",
    "bytes=-0, 416, 0, 0",
    "bytes=9-5, 200, 0, 1000",
    "'bytes=0-1,5-6', 200, 0, 1000",
    "bytes=-, 200, 0, 1000",
    "lines=0-1, 200, 0, 1000",
    "bytes=0-99999999999999999999, 200, 0, 1000",
  })
  void a_range_is_as_the_rfc_has_it(String range, int status, long from, long bytes) {
    Playback playback = Playback.of(FILM, Map.of("range", range)::get);

    assertThat(playback.head().status()).isEqualTo(status);
    assertThat(playback.from()).isEqualTo(from);
    assertThat(playback.bytes()).isEqualTo(bytes);
  }

  @Test
  void a_part_says_which_it_is_and_what_lies_beyond_how_much_there_is() {
    assertThat(headers("range", "bytes=0-99"))
        .containsEntry("content-range", "bytes 0-99/1000")
        .containsEntry("content-length", "100")
        .containsEntry("content-type", "video/mp4");
    assertThat(headers("range", "bytes=2000-")).containsEntry("content-range", "bytes */1000");
    assertThat(headers("x", "y"))
        .containsEntry("accept-ranges", "bytes")
        .containsEntry("last-modified", DATE);
  }

  @Test
  void a_part_of_another_version_is_not_mixed_with_this_one() {
    Map<String, String> same = Map.of("range", "bytes=0-99", "if-range", FILM.tag());
    Map<String, String> dated = Map.of("range", "bytes=0-99", "if-range", DATE);
    Map<String, String> other = Map.of("range", "bytes=0-99", "if-range", "\"other\"");

    assertThat(Playback.of(FILM, same::get).head().status()).isEqualTo(206);
    assertThat(Playback.of(FILM, dated::get).head().status()).isEqualTo(206);
    assertThat(Playback.of(FILM, other::get).head().status()).isEqualTo(200);
  }

  @Test
  void who_has_it_gets_it_not_again() {
    assertThat(status("if-none-match", "\"a\", W/" + FILM.tag())).isEqualTo(304);
    assertThat(status("if-none-match", "*")).isEqualTo(304);
    assertThat(status("if-none-match", "\"a\"")).isEqualTo(200);
    assertThat(status("if-modified-since", DATE)).isEqualTo(304);
    assertThat(status("if-modified-since", "Fri, 20 Nov 2026 21:00:00 GMT")).isEqualTo(200);
    assertThat(status("if-modified-since", "yesterday")).isEqualTo(200);
  }

  private static int status(String header, String value) {
    return Playback.of(FILM, Map.of(header, value)::get).head().status();
  }

  private static Map<String, String> headers(String header, String value) {
    return Playback.of(FILM, Map.of(header, value)::get).head().headers();
  }
}
