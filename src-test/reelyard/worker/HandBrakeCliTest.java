package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.model.LaneCounts;

final class HandBrakeCliTest {

  @TempDir Path folder;

  @Test
  void tells_the_version() {
    assertThat(version("HandBrakeCLI", "ffprobe").join()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  void names_the_program_that_is_missing_and_the_remedy() {
    assertThatThrownBy(() -> version("NoBrakeCLI", "ffprobe").join())
        .hasMessageContaining("NoBrakeCLI cannot be run")
        .hasMessageContaining("apt-get install handbrake-cli")
        .hasMessageContaining("worker.handbrake");
    assertThatThrownBy(() -> version("HandBrakeCLI", "/no/ffprobe").join())
        .hasMessageContaining("/no/ffprobe cannot be run")
        .hasMessageContaining("apt-get install ffmpeg")
        .hasMessageContaining("worker.ffprobe");
  }

  @Test
  void takes_no_other_program_for_it() {
    assertThatThrownBy(() -> version("true", "ffprobe").join()).hasMessageContaining("true cannot");
    assertThatThrownBy(() -> version("", "ffprobe").join()).hasMessageContaining("cannot be run");
  }

  @Test
  void finds_programs_as_a_shell_does() throws Exception {
    Path first = Files.createDirectories(folder.resolve("first"));
    Path second = Files.createDirectories(folder.resolve("second"));
    Files.createDirectories(first.resolve("tool"));
    Path tool = Files.writeString(second.resolve("tool"), "");
    String searchPath = "::" + first + ":" + folder.resolve("nowhere") + ":" + second;
    assertThat(Programs.find("tool", searchPath)).isEmpty();

    assertThat(tool.toFile().setExecutable(true)).isTrue();

    assertThat(Programs.find("tool", searchPath)).contains(tool);
    assertThat(Programs.find(tool.toString(), "")).contains(tool);
    assertThat(Programs.find("too", searchPath)).isEmpty();
  }

  private static CompletableFuture<String> version(String handbrake, String ffprobe) {
    return HandBrakeCli.version(
            new WorkerConfig(
                "",
                "",
                "",
                handbrake,
                ffprobe,
                "ffmpeg",
                new LaneCounts(1, 1, 1),
                0,
                60,
                "",
                List.of(),
                List.of(),
                ""))
        .toCompletableFuture()
        .orTimeout(60, TimeUnit.SECONDS);
  }
}
