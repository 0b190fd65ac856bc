package reelyard.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandBrakeOptionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-i",
        "--input",
        "-o",
        "--output",
        "--queue-import-file",
        "--srt-file",
        "--ssa-file",
        "--json",
        "--preset-import-file",
        "--preset-import-gui",
        "--preset-export",
        "--preset-export-file",
        "--scan",
        "-h",
        "--help",
        "--version",
        "-z",
        "--preset-list",
        "--update",
        "--describe",
        "--encoder-preset-list",
        "-f",
        "--format",
        "--"
      })
  void refuses_what_would_redirect_or_replace_the_transcode(String option) {
    assertThat(HandBrakeOptions.complaint(List.of("-q", "20", option, "x")))
        .hasValueSatisfying(words -> assertThat(words).contains(option));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-i/etc/passwd",
        "--input=/etc/passwd",
        "--inp",
        "--inp=x",
        "--queue",
        "--queue=x",
        "--outp",
        "--srt-file=/etc/passwd",
        "--srt-f",
        "--ss=x",
        "--js",
        "--hel",
        "--sca",
        "-2o",
        "-Oi/x",
        "-2Tofile",
        "-?i",
        "--preset-",
        "--i",
        "--o=x"
      })
  void refuses_them_however_getopt_would_let_them_be_written(String option) {
    assertThat(HandBrakeOptions.complaint(List.of(option)))
        .hasValueSatisfying(words -> assertThat(words).contains(option));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-q",
        "-q20",
        "20",
        "--quality=20",
        "-e",
        "x264",
        "-xinput=1",
        "--encoder",
        "--preset",
        "-v",
        "-v2",
        "--verbose",
        "--stop-at",
        "--start-at",
        "duration:3",
        "--encoder-preset",
        "--encoder-profile=high",
        "-2",
        "-2T",
        "-O",
        "--srt-codeset",
        "--subtitle",
        "input",
        "o.srt",
        "",
        "-",
        "-ainput",
        "--aname=--json",
        "--optimize",
        "--subtitle-burned=none",
        "-6stereo"
      })
  void lets_everything_else_pass(String option) {
    assertThat(HandBrakeOptions.complaint(List.of(option))).isEmpty();
  }

  @Test
  void says_what_an_abbreviation_stands_for_and_what_to_do_instead() {
    assertThat(HandBrakeOptions.complaint(List.of("--outp=x")))
        .hasValue(
            "the HandBrake option --outp=x (--output) is not allowed: name the result's folder"
                + " with --output before the --");
  }

  @Test
  void refuses_a_zero_byte() {
    assertThat(HandBrakeOptions.complaint(List.of("a\0b"))).isPresent();
  }
}
