package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.message.PresetCategory;
import reelyard.message.PresetInfo;

class PresetListingTest {

  @Test
  void reads_categories_presets_and_what_they_are_for() {
    String list =
        """
        [06:24:51] hb_init: starting libhb thread
        Cannot load libnvidia-encode.so.1
        General/
            Very Fast 1080p30
                Small H.264 video (up to 1080p30) and AAC stereo audio, in
                an MP4 container.
            Fast 1080p30
                H.264 video, either/
                or.
        Empty/
        Devices/
            Old/
                Kindle
                    For reading.
            Roku
        CLI Defaults/
            CLI Default
        HandBrake has exited.
        """;
    assertThat(PresetListing.read(list))
        .containsExactly(
            new PresetCategory(
                "General",
                List.of(
                    new PresetInfo(
                        "Very Fast 1080p30",
                        "Small H.264 video (up to 1080p30) and AAC stereo audio, in an MP4"
                            + " container."),
                    new PresetInfo("Fast 1080p30", "H.264 video, either/ or."))),
            new PresetCategory("Devices/Old", List.of(new PresetInfo("Kindle", "For reading."))),
            new PresetCategory("Devices", List.of(new PresetInfo("Roku", ""))),
            new PresetCategory("CLI Defaults", List.of(new PresetInfo("CLI Default", ""))));
  }

  @Test
  void finds_none_in_anything_else() {
    assertThat(PresetListing.read("")).isEmpty();
    assertThat(PresetListing.read("HandBrakeCLI: command not found\n    at line 3")).isEmpty();
  }
}
