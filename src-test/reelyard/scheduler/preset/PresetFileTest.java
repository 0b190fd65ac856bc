package reelyard.scheduler.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.bus.Json;
import reelyard.message.RefusedPreset;

class PresetFileTest {

  private static final String END = ", 'VersionMajor': 50, 'VersionMinor': 0, 'VersionMicro': 1}";

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static List<PresetFile.Preset> read(String text) throws BadPresetException {
    PresetFile file = PresetFile.read(json(text));
    assertThat(file.refused()).isEmpty();
    return file.presets();
  }

  private static String pack(String fields) {
    return "{'PresetList': [{'PresetName': 'Sofa'" + fields + "}]" + END;
  }

  @Test
  void takes_each_preset_out_of_its_folders_with_the_version_of_the_file() throws Exception {
    List<PresetFile.Preset> presets =
        read(
            "{'PresetList': [{'PresetName': 'Mine', 'Folder': true, 'ChildrenArray': ["
                + "{'PresetName': 'Sofa', 'PresetDescription': 'soft', 'Default': true},"
                + "{'PresetName': 'Inner', 'Folder': 1, 'ChildrenArray': ["
                + "{'PresetName': 'Deep', 'ChildrenArray': []}]}]},"
                + "{'PresetName': 'Empty', 'Folder': true, 'ChildrenArray': []}]"
                + END);

    assertThat(presets).extracting(PresetFile.Preset::name).containsExactly("Sofa", "Deep");
    assertThat(presets.get(0).description()).isEqualTo("soft");
    Map<?, ?> file = Json.read(presets.get(0).json(), Map.class);
    assertThat(file.get("VersionMajor")).isEqualTo(50);
    assertThat(file.get("VersionMicro")).isEqualTo(1);
    assertThat((List<?>) file.get("PresetList")).hasSize(1);
  }

  /** HandBrakeCLI 1.6.1 reads a bare list as it reads version 0, and none without a version. */
  @Test
  void takes_a_bare_list_for_one_of_the_first_versions() throws Exception {
    for (String text :
        List.of("[{'PresetName': 'Sofa'}]", "{'PresetList': [{'PresetName': 'Sofa'}]}")) {
      assertThat(Json.read(read(text).get(0).json(), Map.class).get("VersionMajor")).isEqualTo(0);
    }
  }

  @Test
  void keeps_what_it_does_not_know_and_what_the_first_versions_wrote() throws Exception {
    String kept =
        read(pack(
                ", 'VideoAvgBitrate': '2500', 'VideoTwoPass': 1, 'x264Option': 'ref=5',"
                    + " 'VideoQualitySlider': 22.5, 'Future': {'a': [1, null]}"))
            .get(0)
            .json();
    assertThat(kept)
        .contains(
            json("'VideoAvgBitrate':'2500'"),
            json("'x264Option':'ref=5'"),
            json("'VideoQualitySlider':22.5"),
            json("'Future':{'a':[1,null]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ", 'VideoQualitySlider': 'abc' | PresetList[0].VideoQualitySlider: must be a number",
        ", 'VideoEncoder': 7 | PresetList[0].VideoEncoder: must be a text",
        ", 'AudioList': 'oops' | PresetList[0].AudioList: must be a list of tracks",
        ", 'AudioList': [{}, {'AudioBitrate': []}] | PresetList[0].AudioList[1].AudioBitrate: must be a number",
        ", 'AudioLanguageList': ['eng', 5] | PresetList[0].AudioLanguageList: must be a list of texts",
        ", 'ChapterMarkers': 'yes' | PresetList[0].ChapterMarkers: must be true or false",
      })
  void refuses_a_preset_by_the_field_that_is_wrong_and_takes_the_others(String field, String why)
      throws Exception {
    String text = pack(field).replace("}]" + END, "}, {'PresetName': 'Good'}]" + END);

    PresetFile file = PresetFile.read(json(text));

    assertThat(file.refused()).containsExactly(new RefusedPreset("Sofa", why));
    assertThat(file.presets()).extracting(PresetFile.Preset::name).containsExactly("Good");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nonsense | json: is not the JSON of a preset file",
        "{} | PresetList: is missing",
        "{'PresetList': {}} | PresetList: is missing",
        "{'PresetList': []} | PresetList: holds no preset",
        "{'PresetList': [5]} | PresetList[0]: must be a preset or a folder",
        "{'PresetList': [{'PresetName': 'a'}], 'VersionMajor': 'x'} | VersionMajor: must be a whole number",
        "{'PresetName': 'a', 'VideoEncoder': 'x264'} | json: is a preset without the file around it",
        "<?xml version='1.0'?><plist></plist> | json: is a property list",
        "{'PresetList': [], 'PresetList': []} | json: is not the JSON",
      })
  void refuses_what_is_no_file_of_presets(String text, String why) {
    assertThatThrownBy(() -> PresetFile.read(json(text)))
        .isInstanceOf(BadPresetException.class)
        .hasMessageStartingWith(why);
  }

  @Test
  void refuses_names_that_nobody_could_ask_for() throws Exception {
    for (String name : List.of("", " ", "/a", "a\\nb", "a\\u0000", "x".repeat(201))) {
      PresetFile file =
          PresetFile.read(json("{'PresetList': [{'PresetName': '" + name + "'}]" + END));
      assertThat(file.presets()).isEmpty();
      assertThat(file.refused().get(0).reason()).startsWith("PresetList[0].PresetName: ");
    }
    assertThat(read(json("{'PresetList': [{'PresetName': '-x <b> é 🎬'}]" + END))).hasSize(1);
  }

  @Test
  void refuses_floods() {
    String deep = "{'PresetName': 'a', 'Folder': true, 'ChildrenArray': [";
    for (int depth : new int[] {9, 900, 100_000}) {
      String text = "{'PresetList': [" + deep.repeat(depth) + "]}".repeat(depth) + "]" + END;
      assertThatThrownBy(() -> PresetFile.read(json(text))).isInstanceOf(BadPresetException.class);
    }
    String many = "{'PresetName': 'a'},".repeat(501);
    assertThatThrownBy(
            () ->
                PresetFile.read(
                    json("{'PresetList': [" + many.substring(0, many.length() - 1) + "]" + END)))
        .hasMessageContaining("more than 500");
    assertThatThrownBy(() -> PresetFile.read(" ".repeat(4_000_001)))
        .hasMessageContaining("larger than any");
    assertThatThrownBy(
            () -> PresetFile.one(json(pack(", 'X': '" + "y".repeat(300_000) + "'")), "Sofa", null))
        .hasMessageContaining("is longer than 262144 characters");
  }

  @Test
  void gives_a_single_preset_another_name_and_description() throws Exception {
    PresetFile.Preset preset = PresetFile.one(json(pack("")), "Chair", "hard");

    assertThat(preset.name()).isEqualTo("Chair");
    assertThat(preset.json()).contains(json("'PresetName':'Chair'"), json("'hard'"));
    assertThatThrownBy(() -> PresetFile.one(json(pack("}, {'PresetName': 'b'")), "Chair", null))
        .hasMessageContaining("json: holds 2 presets");
    assertThatThrownBy(() -> PresetFile.one(json(pack("")), "a\nb", null))
        .hasMessageStartingWith("name: ");
  }
}
