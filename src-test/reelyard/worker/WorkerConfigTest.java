package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.model.LaneCounts;

class WorkerConfigTest {

  @Test
  void names_the_key_that_is_wrong() {
    assertThatThrownBy(() -> config("Mars/Olympus", List.of(), List.of()))
        .hasMessageContaining("zone must be empty or a name such as Europe/Berlin");
    assertThatThrownBy(() -> config("", List.of(" "), List.of()))
        .hasMessageContaining("pools must be words");
    assertThatThrownBy(() -> config("", List.of(), Collections.singletonList(null)))
        .hasMessageContaining("tags must be words");
    assertThatThrownBy(() -> config("", List.of(), List.of("a\nb")))
        .hasMessageContaining("tags must be words");
    assertThatThrownBy(() -> config("", Collections.nCopies(65, "p"), List.of()))
        .hasMessageContaining("pools must be at most 64 words");
  }

  @Test
  void takes_any_zone_and_words_once() {
    WorkerConfig config = config("Europe/Berlin", List.of("films", "films"), List.of("größer 1"));

    assertThat(config.pools()).containsExactly("films");
    assertThat(config.named("w-2").tags()).containsExactly("größer 1");
    assertThat(config.named("w-2").name()).isEqualTo("w-2");
  }

  private static WorkerConfig config(String zone, List<String> pools, List<String> tags) {
    return new WorkerConfig(
        "w",
        "",
        "",
        "HandBrakeCLI",
        "ffprobe",
        "ffmpeg",
        new LaneCounts(1, 1, 1),
        0,
        60,
        zone,
        pools,
        tags,
        "ry_secret");
  }
}
