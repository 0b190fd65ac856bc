package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.message.ServedFile;
import reelyard.message.ServedFiles;

class ManifestTest {

  private static final Path INPUT = Path.of("/scratch/j1.1/input");

  @Test
  void lays_each_file_below_the_input() {
    Manifest manifest =
        Manifest.of(
            served("-film 'é'.mkv", List.of("sub/en.srt"), "-film 'é'.mkv", "sub/en.srt"), INPUT);

    assertThat(manifest.film()).isEqualTo(INPUT.resolve("-film 'é'.mkv"));
    assertThat(manifest.subtitles()).containsExactly(INPUT.resolve("sub/en.srt"));
    assertThat(manifest.bytes()).isEqualTo(14);
    assertThat(manifest.targets()).hasSize(2);
  }

  @Test
  void opens_a_disc_as_a_whole() {
    assertThat(Manifest.of(served(".", List.of(), "VIDEO_TS/A.VOB"), INPUT).film())
        .isEqualTo(INPUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "/etc/passwd",
        "../x",
        "a/../../x",
        "a/..",
        "a//b",
        "a/",
        "./a",
        "a\nb",
        "a\rb",
        "a\0b"
      })
  void refuses_a_path_that_leaves_the_input_or_breaks_the_protocol(String path) {
    assertThatThrownBy(() -> Manifest.of(served("film", List.of(), "film", path), INPUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a path below the input");
  }

  @Test
  void refuses_a_film_and_subtitles_that_are_not_served() {
    assertThatThrownBy(() -> Manifest.of(served("other", List.of(), "film"), INPUT))
        .hasMessageContaining("\"other\"");
    assertThatThrownBy(() -> Manifest.of(served("film", List.of("../../x"), "film"), INPUT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refuses_sizes_that_cannot_be() {
    for (List<ServedFile> files :
        List.of(
            List.of(new ServedFile("film", -1)),
            List.of(new ServedFile("film", Long.MAX_VALUE), new ServedFile("b", 1)))) {
      ServedFiles served =
          new ServedFiles("ftp://h/", "u", "p", files, "film", List.of(), null, null, 0);
      assertThatThrownBy(() -> Manifest.of(served, INPUT)).hasMessageContaining("size");
    }
  }

  private static ServedFiles served(String film, List<String> subtitles, String... paths) {
    List<ServedFile> files = List.of(paths).stream().map(path -> new ServedFile(path, 7)).toList();
    return new ServedFiles(
        "ftp://127.0.0.1:21/input/", "u", "p", files, film, subtitles, null, null, 0);
  }
}
