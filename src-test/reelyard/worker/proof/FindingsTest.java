package reelyard.worker.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import reelyard.model.Receipt;

/** What counts as lost, and which option would keep it. */
final class FindingsTest {

  private static Findings of(Inventory source, Inventory result) {
    return Findings.of(new Evidence(source, result, 1000, 600, result.seconds(), null, 5));
  }

  private static List<String> lost(Findings findings) {
    return findings.lines().stream().filter(line -> !line.good()).map(Receipt.Line::what).toList();
  }

  @Test
  void a_result_that_has_all_is_good() {
    Findings findings = of(Films.film(Films.HDR10), Films.film(Films.HDR10));

    assertThat(findings.good()).isTrue();
    assertThat(findings.losses()).isEmpty();
    assertThat(findings.lines()).extracting(Receipt.Line::what).doesNotHaveDuplicates().hasSize(14);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          eng,         eng,          true
          eng deu,     deu eng,      true
          ger,         deu,          true
          fre,         fra,          true
          de-AT,       ger,          true
          eng,         eng deu,      true
          und,         und,          true
          eng deu,     eng,          false
          eng eng,     eng,          false
          eng,         und,          false
          eng,         '',           false
          '',          '',           true
          """)
  void every_track_of_every_language_counts(String source, String result, boolean good) {
    Findings audio = of(spoken(source), spoken(result));
    Findings subtitles = of(subtitled(source), subtitled(result));

    assertThat(lost(audio)).isEqualTo(good ? List.of() : List.of("audio languages"));
    assertThat(lost(subtitles)).isEqualTo(good ? List.of() : List.of("subtitles"));
    if (!good) {
      assertThat(audio.losses()).contains("--all-audio");
      assertThat(subtitles.losses()).contains("--all-subtitles").doesNotContain("--container");
    }
  }

  private static Inventory spoken(String languages) {
    return Films.film(Films.SDR, words(languages), List.of());
  }

  private static Inventory subtitled(String languages) {
    return Films.film(Films.SDR, List.of(), words(languages));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  @Test
  void subtitles_that_are_pictures_need_another_container() {
    Inventory usual = Films.film(Films.SDR);
    Inventory source =
        new Inventory(
            usual.seconds(),
            usual.ends(),
            usual.videos(),
            usual.audios(),
            List.of(new Inventory.Track("hdmv_pgs_subtitle", "eng")),
            12,
            usual.hdr());

    assertThat(of(source, usual).losses()).contains("--container mkv -- --all-subtitles");
  }

  @Test
  void chapters_count() {
    Inventory with = Films.film(Films.SDR);
    Inventory without =
        new Inventory(
            with.seconds(),
            with.ends(),
            with.videos(),
            with.audios(),
            with.subtitles(),
            0,
            with.hdr());

    assertThat(lost(of(with, without))).containsExactly("chapters");
    assertThat(of(with, without).losses()).contains("chapters 12 -> 0", "--markers");
    assertThat(lost(of(without, with))).isEmpty();
  }

  static Stream<Arguments> brightFilms() {
    Inventory.Hdr full =
        new Inventory.Hdr("smpte2084", "bt2020", 10, Films.DISPLAY, "1000/400", 8, true);
    return Stream.of(
        Arguments.of(full, full, List.of()),
        Arguments.of(Films.SDR, Films.SDR, List.of()),
        Arguments.of(Films.SDR, Films.HDR10, List.of()),
        Arguments.of(
            Films.HDR10, Films.SDR, List.of("colours", "mastering display", "light level")),
        Arguments.of(
            Films.HDR10,
            new Inventory.Hdr("smpte2084", "bt2020", 8, Films.DISPLAY, "1000/400", null, false),
            List.of("colours")),
        Arguments.of(
            Films.HDR10,
            new Inventory.Hdr("smpte2084", "bt709", 10, Films.DISPLAY, "1000/400", null, false),
            List.of("colours")),
        Arguments.of(
            Films.HDR10,
            new Inventory.Hdr("smpte2084", "bt2020", 10, Map.of(), "1000/400", null, false),
            List.of("mastering display")),
        Arguments.of(
            Films.HDR10,
            new Inventory.Hdr(
                "smpte2084",
                "bt2020",
                10,
                Map.of(
                    "red_x", 0.64, "red_y", 0.33, "min_luminance", 0.0001, "max_luminance", 1000.0),
                "1000/400",
                null,
                false),
            List.of("mastering display")),
        Arguments.of(
            Films.HDR10,
            new Inventory.Hdr("smpte2084", "bt2020", 10, Films.DISPLAY, "400/100", null, false),
            List.of("light level")),
        Arguments.of(full, Films.HDR10, List.of("Dolby Vision", "HDR10+")),
        Arguments.of(
            new Inventory.Hdr("arib-std-b67", "bt2020", 10, Map.of(), "0/0", null, false),
            new Inventory.Hdr("arib-std-b67", "bt2020", 10, Map.of(), null, null, false),
            List.of()));
  }

  @ParameterizedTest
  @MethodSource("brightFilms")
  void what_bright_screens_need_counts(
      Inventory.Hdr source, Inventory.Hdr result, List<String> losses) {
    assertThat(lost(of(Films.film(source), Films.film(result)))).isEqualTo(losses);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          100,  100,   true
          100,  101.9, true
          100,  98.1,  true
          100,  97,    false
          100,  104,   false
          7200, 7190,  true
          7200, 7180,  false
          -1,   100,   false
          100,  -1,    false
          0,    0,     false
          """)
  void a_film_must_last_as_long(double before, double after, boolean good) {
    Findings findings = of(lasting(before), lasting(after));

    assertThat(!lost(findings).contains("duration")).isEqualTo(good);
  }

  private static Inventory lasting(double seconds) {
    Inventory film = Films.film(Films.SDR);
    return new Inventory(
        seconds,
        film.ends(),
        film.videos(),
        film.audios(),
        film.subtitles(),
        film.chapters(),
        film.hdr());
  }

  @Test
  void a_film_must_have_a_picture() {
    Inventory film = Films.film(Films.SDR);
    Inventory blind =
        new Inventory(
            film.seconds(),
            film.ends(),
            List.of(),
            film.audios(),
            film.subtitles(),
            12,
            film.hdr());

    assertThat(lost(of(film, blind))).containsExactly("video");
  }

  @Test
  void it_must_be_decoded_to_its_end_without_a_complaint() {
    Inventory film = Films.film(Films.SDR);

    assertThat(lost(Findings.of(new Evidence(film, film, 1000, 600, 5300, null, 5))))
        .containsExactly("decoded without an error");
    Findings broken =
        Findings.of(new Evidence(film, film, 1000, 600, 5400, "Invalid NAL unit size", 5));
    assertThat(lost(broken)).containsExactly("decoded without an error");
    assertThat(broken.losses()).contains("Invalid NAL unit size");
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 950, 5, true",
    "1000, 951, 5, false",
    "1000, 1000, 0, false",
    "1000, 999, 0, true",
    "1000, 1001, 0, false",
    "1000, 0, 5, false",
    "0, 10, 0, false"
  })
  void it_must_save_what_was_asked(long before, long after, int percent, boolean good) {
    Inventory film = Films.film(Films.SDR);

    assertThat(lost(Findings.of(new Evidence(film, film, before, after, 5400, null, percent))))
        .isEqualTo(good ? List.of() : List.of("size"));
  }

  @Test
  void every_loss_is_told_with_its_remedy() {
    assertThat(of(spoken("eng deu"), spoken("eng")).losses())
        .isEqualTo("audio languages deu, eng -> eng (add -- --all-audio --audio-lang-list any)");
  }
}
