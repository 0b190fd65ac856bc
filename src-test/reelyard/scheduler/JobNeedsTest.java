package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.model.JobSpec;
import reelyard.model.Needs;

class JobNeedsTest {

  private static final String NESTED =
      """
      {"PresetList": [
        {"PresetName": "Mine", "Folder": true, "ChildrenArray": [
          {"PresetName": "Other", "VideoEncoder": "x264"},
          {"PresetName": "Deep", "Folder": true, "ChildrenArray": [
            {"PresetName": "Mine", "VideoEncoder": "nvenc_h265"}]}]}],
       "VersionMajor": 47}
      """;

  @Test
  void a_built_in_preset_is_needed_by_its_name() {
    assertThat(of(null, null)).isEqualTo(new Needs(null, JobSpec.DEFAULT_PRESET, 0));
    assertThat(of("Very Fast 720p30", null)).isEqualTo(new Needs(null, "Very Fast 720p30", 0));
  }

  @Test
  void every_way_to_name_an_encoder_is_understood_and_the_last_wins() {
    assertThat(of(null, null, "-e", "x265").encoder()).isEqualTo("x265");
    assertThat(of(null, null, "-ex265").encoder()).isEqualTo("x265");
    assertThat(of(null, null, "--encoder", "x265").encoder()).isEqualTo("x265");
    assertThat(of(null, null, "--encoder=x265").encoder()).isEqualTo("x265");
    assertThat(of(null, null, "-e", "x264", "--encoder=x265", "-q", "20").encoder())
        .isEqualTo("x265");
  }

  @Test
  void options_that_only_begin_alike_are_no_encoders() {
    assertThat(of(null, null, "--encoder-preset", "slow", "--encoder-tune=film").encoder())
        .isNull();
    assertThat(of(null, null, "-e").encoder()).isNull();
    assertThat(of(null, null, "--encopts", "ref=5").encoder()).isNull();
  }

  @Test
  void a_value_that_looks_like_the_option_is_none() {
    assertThat(of(null, null, "-e", "-ex264").encoder()).isEqualTo("-ex264");
  }

  @Test
  void a_preset_that_the_job_brings_tells_its_encoder_and_version() {
    assertThat(of("Other", NESTED)).isEqualTo(new Needs("x264", null, 47));
  }

  @Test
  void a_preset_as_handbrake_exports_it_has_an_empty_list_of_its_own() {
    String exported =
        """
        {"PresetList": [{"PresetName": "Sofa", "Folder": false, "ChildrenArray": [],
          "VideoEncoder": "nvenc_h265"}], "VersionMajor": 50}
        """;
    assertThat(of("Sofa", exported)).isEqualTo(new Needs("nvenc_h265", null, 50));
  }

  @Test
  void presets_are_found_in_folders_in_folders_and_folders_are_none() {
    assertThat(of("Mine", NESTED)).isEqualTo(new Needs("nvenc_h265", null, 47));
    assertThat(of("Deep", NESTED)).isEqualTo(new Needs(null, null, 47));
    assertThat(of("Nowhere", NESTED)).isEqualTo(new Needs(null, null, 47));
  }

  @Test
  void an_option_wins_over_the_preset() {
    assertThat(of("Other", NESTED, "-e", "qsv_h264").encoder()).isEqualTo("qsv_h264");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "5",
        "[]",
        "{",
        "{}",
        "{\"PresetList\": 5}",
        "{\"PresetList\": [null, 5, []]}",
        "{\"PresetList\": [{\"PresetName\": \"p\", \"VideoEncoder\": 5}], \"VersionMajor\": \"x\"}"
      })
  void a_preset_file_that_is_none_is_left_to_handbrake(String json) {
    assertThat(of("p", json)).isEqualTo(new Needs(null, null, 0));
  }

  @Test
  void a_preset_file_nested_beyond_measure_is_left_to_handbrake() {
    String json =
        "{\"PresetList\": " + "[{\"ChildrenArray\": ".repeat(50_000) + "[" + "]}".repeat(50_000);
    assertThat(of("p", json)).isEqualTo(new Needs(null, null, 0));
  }

  private static Needs of(String preset, String json, String... options) {
    return JobNeeds.of(
        JobSpec.of("/in/a", "/out/a", preset, 0)
            .withPresetJson(json)
            .withOptions(List.of(options)));
  }
}
