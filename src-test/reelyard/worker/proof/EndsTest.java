package reelyard.worker.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.Clips;

/** Where streams end, in real films and in made up ones. */
final class EndsTest {

  @ParameterizedTest
  @ValueSource(strings = {"mkv", "mp4", "ts"})
  void a_picture_that_stops_early_is_told_from_the_sound_that_goes_on(String format)
      throws Exception {
    Path film = Clips.halfPicture(format);

    Inventory inventory = Films.inventory(film);

    assertThat(inventory.seconds()).isEqualTo(12, Offset.offset(0.5));
    assertThat(inventory.ends().videos().get(0)).isEqualTo(3, Offset.offset(0.2));
    assertThat(inventory.ends().audios().get(0)).isEqualTo(12, Offset.offset(0.5));
    assertThat(inventory.ends().reach(11)).isFalse();
    assertThat(inventory.ends().reach(2.5)).isTrue();
  }

  @Test
  void packets_tell_it_where_the_file_does_not() throws IOException {
    String streams =
        """
        {"streams": [{"codec_type": "video"}, {"codec_type": "audio"}, {"codec_type": "video",
          "disposition": {"attached_pic": 1}}], "format": {"start_time": "2.0"}}
        """;

    assertThat(of(streams, Map.of()).known()).isFalse();
    assertThat(of(streams, Map.of()).reach(1e9)).isTrue();
    assertThat(of(streams, Map.of(0, 7.0, 1, 12.0)))
        .isEqualTo(new Ends(List.of(5.0), List.of(10.0)));
  }

  @Test
  void a_stream_that_begins_later_ends_later_and_tags_may_name_a_language() throws IOException {
    Ends ends =
        of(
            """
            {"streams": [{"codec_type": "video", "start_time": "3.5", "duration": "10"},
              {"codec_type": "audio", "tags": {"DURATION-eng": "01:02:03.500000000"}},
              {"codec_type": "audio", "tags": {"DURATION": "long"}}],
             "format": {"start_time": "1.5"}}
            """,
            Map.of());

    assertThat(ends).isEqualTo(new Ends(List.of(12.0), List.of(3723.5, -1.0)));
  }

  private static Ends of(String streams, Map<Integer, Double> lastPackets) throws IOException {
    return Ends.of(new ObjectMapper().readTree(streams), lastPackets);
  }
}
