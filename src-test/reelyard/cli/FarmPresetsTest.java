package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.bus.Json;
import reelyard.cli.FakeManager.Answer;
import reelyard.message.OwnPreset;
import reelyard.message.PresetCategory;
import reelyard.message.PresetInfo;
import reelyard.message.PresetList;
import reelyard.message.PresetText;
import reelyard.model.Container;

class FarmPresetsTest {

  private final List<String> warned = new ArrayList<>();

  private static Answer answer(String path, List<PresetCategory> builtIn) {
    if (path.equals("/api/v1/presets")) {
      return new Answer(
          200,
          Json.write(
              new PresetList("1.9", builtIn, List.of(new OwnPreset("Archive", "", 1, 0, "ada")))));
    }
    if (!path.endsWith("/Archive") && !path.endsWith("/Old%20Fast")) {
      return new Answer(404, "{\"detail\":\"there is no preset\"}");
    }
    String json = "{\"PresetList\":[{\"PresetName\":\"Archive\",\"FileFormat\":\"av_mkv\"}]}";
    return new Answer(200, Json.write(new PresetText("Archive", false, 1, "", 0, "ada", json)));
  }

  private Container of(String preset, PresetCategory... builtIn) throws Exception {
    try (FakeManager manager =
        new FakeManager(request -> answer(request.path(), List.of(builtIn)))) {
      ManagerLink link = ManagerLink.to(manager.url(), ManagerAccess.NONE);
      return new FarmPresets(new PresetClient(link), warned::add).of(preset);
    }
  }

  private static PresetCategory general() {
    return new PresetCategory(
        "General", List.of(new PresetInfo("Fast", ""), new PresetInfo("H.265 MKV", "")));
  }

  @Test
  void a_preset_of_the_farms_own_writes_what_it_says() throws Exception {
    assertThat(of("Archive", general())).isEqualTo(Container.MKV);
    assertThat(of("Archive")).as("without a worker").isEqualTo(Container.MKV);
    assertThat(warned).isEmpty();
  }

  @Test
  void handbrakes_own_say_it_in_their_names() throws Exception {
    assertThat(of("Fast", general())).isEqualTo(Container.MP4);
    assertThat(of("H.265 MKV", general())).isEqualTo(Container.MKV);
    assertThat(warned).isEmpty();
  }

  @Test
  void one_that_only_workers_of_another_version_have_is_none_to_warn_of() throws Exception {
    assertThat(of("Old Fast", general())).isEqualTo(Container.MKV);
    assertThat(warned).isEmpty();
  }

  @Test
  void one_that_nobody_has_is_warned_of() throws Exception {
    assertThat(of("Fsat", general())).isEqualTo(Container.MP4);
    assertThat(warned).singleElement().asString().contains("Fsat", "`reelyard presets`");
  }

  @Test
  void nobody_is_blamed_while_no_worker_is_there() throws Exception {
    assertThat(of("Fsat")).isEqualTo(Container.MP4);
    assertThat(warned).isEmpty();
  }
}
