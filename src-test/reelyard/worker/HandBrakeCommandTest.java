package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HandBrakeCommandTest {

  private static final Path HANDBRAKE = Path.of("/usr/bin/HandBrakeCLI");

  @TempDir Path folder;
  private List<Path> subtitles;

  @BeforeEach
  void lay_sidecars() throws Exception {
    subtitles =
        List.of(
            Files.writeString(folder.resolve("f.de.srt"), "x"),
            Files.writeString(folder.resolve("f.en.ass"), "x"),
            Files.write(folder.resolve("f.srt"), new byte[] {(byte) 0xfc}));
  }

  @Test
  void names_files_absolutely_and_keeps_the_order_of_the_arguments() throws Exception {
    TranscodeOrder order =
        new TranscodeOrder(
            Path.of("-i"),
            Path.of("-o"),
            List.of(),
            Path.of("/p/mine.json"),
            List.of("--preset", "Mine", "-q", "20"),
            folder.resolve("log"),
            folder);

    assertThat(HandBrakeCommand.of(HANDBRAKE, order))
        .containsExactly(
            "/usr/bin/HandBrakeCLI",
            "--json",
            "-i",
            Path.of("-i").toAbsolutePath().toString(),
            "-o",
            Path.of("-o").toAbsolutePath().toString(),
            "--preset-import-file",
            "/p/mine.json",
            "--preset",
            "Mine",
            "-q",
            "20");
  }

  @Test
  void adds_sidecars_by_kind() throws Exception {
    assertThat(commandWith())
        .containsSubsequence(
            "--srt-file",
            folder.resolve("f.de.srt") + "," + folder.resolve("f.srt"),
            "--srt-codeset",
            "UTF-8,WINDOWS-1252",
            "--srt-lang",
            "deu,und",
            "--ssa-file",
            folder.resolve("f.en.ass").toString(),
            "--ssa-lang",
            "eng");
  }

  @Test
  void adds_sidecars_beside_other_subtitle_options() throws Exception {
    assertThat(commandWith("--srt-offset", "100", "--srt-burn")).contains("--srt-file");
  }

  private List<String> commandWith(String... arguments) throws Exception {
    return HandBrakeCommand.of(
        HANDBRAKE,
        new TranscodeOrder(
            folder.resolve("f.mkv"),
            folder.resolve("r.mp4"),
            subtitles,
            null,
            List.of(arguments),
            folder.resolve("log"),
            folder));
  }
}
