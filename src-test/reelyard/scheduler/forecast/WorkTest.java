package reelyard.scheduler.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.model.JobSpec;

class WorkTest {

  @Test
  void a_kind_is_the_preset_and_the_type_of_the_source() {
    assertThat(kind("/films/Alien.MKV")).isEqualTo("Fast 1080p30 < mkv");
  }

  @ParameterizedTest
  @CsvSource({
    "/discs/VIDEO_TS,folder",
    "/discs/Alien 2,folder",
    "/discs/Alien.1979,folder",
    "/discs/Alien.director's cut,folder",
    "/discs/,folder",
    "/films/a.b.mp4,mp4",
    "/films/.ts,ts",
  })
  void what_has_no_type_is_a_folder(String input, String type) {
    assertThat(kind(input)).isEqualTo("Fast 1080p30 < " + type);
  }

  @Test
  void options_that_make_it_slow_are_part_of_it_however_they_are_written() {
    String kind = "Fast 1080p30 --encoder=x265 --quality=22 --two-pass < mkv";

    assertThat(kind("a.mkv", "--quality", "22", "--encoder=x265", "--two-pass")).isEqualTo(kind);
    assertThat(kind("a.mkv", "-2", "-ex265", "-q", "22")).isEqualTo(kind);
    assertThat(kind("a.mkv", "-2e", "x265", "-q22")).isEqualTo(kind);
    assertThat(kind("a.mkv", "-e", "x264", "-q", "22", "-2", "-e", "x265")).isEqualTo(kind);
  }

  @Test
  void selected_ranges_are_part_of_it() {
    assertThat(kind("a.mkv", "--stop-at", "seconds:30", "-c", "1-3"))
        .isEqualTo("Fast 1080p30 --chapters=1-3 --stop-at=seconds:30 < mkv");
  }

  @Test
  void options_that_hardly_cost_time_are_not() {
    assertThat(kind("a.mkv", "-m", "--all-audio", "-a", "1,2", "-N", "deu", "--markers"))
        .isEqualTo("Fast 1080p30 < mkv");
  }

  @Test
  void filters_are_part_of_it_with_or_without_a_value() {
    assertThat(kind("a.mkv", "--nlmeans", "-5", "--hqdn3d=light", "title"))
        .isEqualTo("Fast 1080p30 --decomb --hqdn3d=light --nlmeans < mkv");
  }

  @Test
  void presets_of_one_name_and_different_content_are_different_kinds() {
    assertThat(Work.of(withPreset("{1}"), 1)).isNotEqualTo(Work.of(withPreset("{2}"), 1));
    assertThat(Work.of(withPreset("{1}"), 1)).isEqualTo(Work.of(withPreset("{1}"), 1));
  }

  @Test
  void equal_kinds_are_one_object() {
    assertThat(kind("a.mkv", "-q", "22")).isSameAs(kind("b.mkv", "--quality=22"));
  }

  @Test
  void any_text_becomes_a_short_printable_kind() {
    String hostile = "speed>all\n\u0000\ud800" + "x".repeat(100_000);

    Work work = new Work(hostile, Long.MIN_VALUE);

    assertThat(work.kind()).hasSizeLessThanOrEqualTo(160).startsWith("speed_all___xxx");
    assertThat(work.inputBytes()).isZero();
    assertThat(new Work(null, 1)).isEqualTo(new Work("  ", 1));
    assertThat(new Work(hostile + "y", 1)).isNotEqualTo(new Work(hostile, 1));
    assertThat(new Work(work.kind(), 1).kind()).isEqualTo(work.kind());
  }

  @Test
  void options_cut_off_or_odd_are_read_without_complaint() {
    assertThat(kind("a.mkv", "-", "", "--", "-e", "-q", "22", "--encoder"))
        .isEqualTo("Fast 1080p30 --encoder < mkv");
    assertThat(kind("a.mkv", "-x", "y".repeat(500))).hasSizeLessThan(80);
  }

  private static String kind(String input, String... options) {
    return Work.of(spec(input, null, options), 1).kind();
  }

  private static JobSpec withPreset(String json) {
    return spec("a.mkv", json);
  }

  private static JobSpec spec(String input, String presetJson, String... options) {
    return JobSpec.of(input, "/out.mp4", JobSpec.DEFAULT_PRESET, 1)
        .withPresetJson(presetJson)
        .withOptions(List.of(options));
  }
}
