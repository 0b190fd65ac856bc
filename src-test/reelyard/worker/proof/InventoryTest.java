package reelyard.worker.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import reelyard.Clips;

/** What is read out of ffprobe's answers, real and made up. */
final class InventoryTest {

  @Test
  void a_real_film_with_all_that_can_be_lost() throws Exception {
    Inventory film = Films.inventory(Films.hdr());

    assertThat(film.videos()).containsExactly(new Inventory.Video("hevc", 320, 180));
    assertThat(film.audios())
        .containsExactly(new Inventory.Track("aac", "eng"), new Inventory.Track("aac", "ger"));
    assertThat(film.subtitles()).containsExactly(new Inventory.Track("subrip", "fre"));
    assertThat(film.chapters()).isEqualTo(3);
    assertThat(film.seconds()).isEqualTo(2, Offset.offset(0.2));
    Inventory.Hdr hdr = film.hdr();
    assertThat(hdr.transfer()).isEqualTo("smpte2084");
    assertThat(hdr.primaries()).isEqualTo("bt2020");
    assertThat(hdr.bits()).isEqualTo(10);
    assertThat(hdr.light()).isEqualTo("1000/400");
    assertThat(hdr.mastering()).containsEntry("red_x", 0.68).containsEntry("max_luminance", 1000.0);
    assertThat(hdr.dolbyVision()).isNull();
    assertThat(hdr.dynamic()).isFalse();
  }

  @Test
  void a_real_film_of_the_usual_kind() throws Exception {
    Inventory film = Films.inventory(Clips.film("proof-usual.mp4", 2));

    assertThat(film.videos()).hasSize(1);
    assertThat(film.audios()).hasSize(1);
    assertThat(film.chapters()).isZero();
    assertThat(film.hdr().bits()).isEqualTo(8);
    assertThat(film.hdr().mastering()).isEmpty();
  }

  @Test
  void dolby_vision_and_hdr10_plus_are_found_with_streams_and_with_pictures() throws Exception {
    Inventory film =
        Inventory.of(
            """
            {"streams": [{"codec_type": "video", "codec_name": "hevc", "pix_fmt": "p010le",
              "side_data_list": [{"side_data_type": "DOVI configuration record", "dv_profile": 8}]}],
             "chapters": [], "format": {"duration": "12.5"}}
            """,
            """
            {"frames": [{"side_data_list": [
              {"side_data_type": "HDR Dynamic Metadata SMPTE2094-40 (HDR10+)"},
              {"side_data_type": "Dolby Vision RPU Data"}]}]}
            """,
            Map.of());

    assertThat(film.hdr().dolbyVision()).isEqualTo(8);
    assertThat(film.hdr().dynamic()).isTrue();
    assertThat(film.hdr().bits()).isEqualTo(10);
    assertThat(film.seconds()).isEqualTo(12.5);
  }

  @Test
  void a_cover_is_no_film_and_other_streams_do_not_count() throws Exception {
    Inventory film =
        Inventory.of(
            """
            {"streams": [
              {"codec_type": "video", "codec_name": "mjpeg", "disposition": {"attached_pic": 1}},
              {"codec_type": "attachment", "codec_name": "ttf"},
              {"codec_type": "data", "codec_name": "bin_data"}]}
            """,
            "{}",
            Map.of());

    assertThat(film.videos()).isEmpty();
    assertThat(film.seconds()).isEqualTo(-1);
  }

  @Test
  void what_is_no_json_is_refused() {
    assertThatThrownBy(() -> Inventory.of("<xml/>", "{}", Map.of()))
        .isInstanceOf(IOException.class);
  }
}
