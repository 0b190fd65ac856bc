package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reelyard.model.Capabilities;
import reelyard.model.EncoderProof;

class SurveyTest {

  /** As HandBrakeCLI 1.6.1 prints it, with encoders of a machine with graphics cards. */
  private static final String HELP =
      """
      Video Options ----------------------------------------------------------------

         -e, --encoder <string>  Select video encoder:
                                     svt_av1
                                     x264
                                     nvenc_h265
                                     qsv_h264
             --encoder-preset <string>
                                 Adjust video encoding settings for a particular
         -E, --aencoder <string> Select audio encoder(s):
                                     none
                                     av_aac
      """;

  private static final String PRESETS =
      """
      General/
          Very Fast 1080p30
              Small H.264 video (up to 1080p30) and AAC stereo audio, in
              an MP4 container.
          Fast 1080p30
              H.264 video, in an MP4 container.
      Web/
          Social 25 MB 5 Minutes 360p60
              H.264 video.
      """;

  @Test
  void reads_what_handbrake_prints() {
    Survey survey =
        Survey.of(
            "1.6.1",
            HELP,
            PRESETS,
            "{\"PresetList\": [], \"VersionMajor\": 50}",
            "ffmpeg version 5");

    assertThat(survey.software()).containsExactly("svt_av1", "x264");
    assertThat(survey.hardware()).containsExactly("nvenc_h265", "qsv_h264");
    assertThat(survey.presets())
        .containsExactly("Very Fast 1080p30", "Fast 1080p30", "Social 25 MB 5 Minutes 360p60");
    assertThat(survey.presetVersion()).isEqualTo(50);
  }

  @Test
  void offers_of_hardware_only_what_was_proven() {
    Survey survey = Survey.of("1.6.1", HELP, "", "no JSON", "");
    List<EncoderProof> proofs =
        List.of(
            new EncoderProof("nvenc_h265", true, "it works"),
            new EncoderProof("qsv_h264", false, "no device"));

    Capabilities capabilities = survey.with(proofs, 5);

    assertThat(capabilities.encoders()).containsExactly("svt_av1", "x264", "nvenc_h265");
    assertThat(capabilities.proofs()).isEqualTo(proofs);
    assertThat(capabilities.presetVersion()).isZero();
    assertThat(capabilities.memoryBytes()).isPositive();
    assertThat(capabilities.cores()).isPositive();
  }

  @Test
  void understands_the_handbrake_of_this_machine() {
    Survey survey =
        HandBrakeCli.survey(Heard.config())
            .toCompletableFuture()
            .orTimeout(60, TimeUnit.SECONDS)
            .join();

    assertThat(survey.software()).contains("x264", "x265", "mpeg4", "VP9").doesNotContain("none");
    assertThat(survey.presets())
        .contains("Fast 1080p30", "Very Fast 480p30")
        .noneMatch(name -> name.contains("container") || name.endsWith("/"));
    assertThat(survey.presetVersion()).isBetween(40, 200);
  }
}
