package reelyard.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.model.FailureReason.BAD_REQUEST;
import static reelyard.model.FailureReason.RESULT_EXISTS;
import static reelyard.model.FailureReason.RESULT_NOT_WRITABLE;
import static reelyard.model.FailureReason.RESULT_WOULD_REPLACE_SOURCE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.model.Container;
import reelyard.model.FailureReason;

class TargetsTest {

  @TempDir Path temporary;

  private Path root;
  private Path film;

  @BeforeEach
  void film() throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("media"));
    film = Files.writeString(root.resolve("film.mp4"), "raw");
  }

  @Test
  void lets_a_result_land_in_a_new_folder() {
    Target target = allowed(film, root + "/out/deep/film.mp4");

    assertThat(target.path()).isEqualTo(root.resolve("out/deep/film.mp4"));
    assertThat(target.existing()).isEqualTo(root);
  }

  @Test
  void follows_links_and_dots_as_the_system_would() throws IOException {
    Path real = Files.createDirectories(root.resolve("a/b"));
    Files.createSymbolicLink(root.resolve("link"), real);

    assertThat(allowed(film, root + "/link/../x.mp4").path()).isEqualTo(root.resolve("a/x.mp4"));
    assertThat(allowed(film, root + "/new/../x.mp4").path()).isEqualTo(root.resolve("x.mp4"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void never_lets_a_result_replace_its_source(boolean overwrite) throws IOException {
    Files.createDirectory(root.resolve("out"));
    Files.createSymbolicLink(root.resolve("out/link.mp4"), film);
    Files.createLink(root.resolve("out/hard.mp4"), film);
    Files.createSymbolicLink(root.resolve("again"), root);

    for (String output :
        List.of("film.mp4", "out/../film.mp4", "out/link.mp4", "out/hard.mp4", "again/film.mp4")) {
      refused(RESULT_WOULD_REPLACE_SOURCE, film, root + "/" + output, overwrite);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void never_lets_a_result_land_inside_its_source_folder(boolean overwrite) throws IOException {
    Path folder = Files.createDirectory(root.resolve("folder"));
    Path inside = Files.writeString(folder.resolve("film.mkv"), "raw");
    Files.createSymbolicLink(root.resolve("link"), folder);
    Files.createLink(root.resolve("hard.mp4"), inside);

    for (String output :
        List.of(
            "folder/film.mp4",
            "folder/new/film.mp4",
            "link/film.mp4",
            "x/../folder/a.mp4",
            "hard.mp4")) {
      refused(RESULT_WOULD_REPLACE_SOURCE, folder, root + "/" + output, overwrite);
    }
  }

  @Test
  void refuses_a_result_that_exists_unless_it_may_be_overwritten() throws IOException {
    Path old = Files.writeString(root.resolve("old.mp4"), "old");
    Files.createSymbolicLink(root.resolve("dangling.mp4"), root.resolve("nowhere"));

    assertThat(refused(RESULT_EXISTS, film, old.toString(), false)).contains("--overwrite");
    refused(RESULT_EXISTS, film, root + "/dangling.mp4", false);
    assertThat(look(film, old.toString(), true).ok()).isTrue();
  }

  @Test
  void refuses_names_that_are_none() throws IOException {
    Files.createDirectory(root.resolve("folder.mp4"));

    refused(RESULT_NOT_WRITABLE, film, "/", false);
    refused(RESULT_NOT_WRITABLE, film, root + "/x/..", false);
    refused(RESULT_NOT_WRITABLE, film, root + "/folder.mp4", true);
    refused(RESULT_NOT_WRITABLE, film, root + "/a\0b.mp4", false);
    refused(RESULT_NOT_WRITABLE, film, root + "/" + "ü".repeat(126) + ".mp4", false);
    assertThat(look(film, root + "/" + "ü".repeat(125) + ".mp4", false).ok()).isTrue();
  }

  @Test
  void refuses_an_extension_that_the_container_does_not_have() {
    assertThat(refused(BAD_REQUEST, film, root + "/new.mkv", false)).contains(".mp4");
    refused(BAD_REQUEST, film, root + "/.mp4", false);
    assertThat(look(film, root + "/new.MP4", false).ok()).isTrue();
  }

  @Test
  void refuses_places_outside_the_roots_also_through_links_and_dots() throws IOException {
    Path outside = Files.createDirectory(temporary.toRealPath().resolve("outside"));
    Files.createSymbolicLink(root.resolve("link"), outside);

    for (String output :
        List.of(outside + "/x.mp4", root + "/link/x.mp4", root + "/../outside/x.mp4")) {
      assertThat(refused(RESULT_NOT_WRITABLE, film, output, false)).contains("staging.roots");
    }
  }

  @Test
  void refuses_to_go_below_a_file_or_a_link_to_nowhere() throws IOException {
    Files.writeString(root.resolve("file"), "1");
    Files.createSymbolicLink(root.resolve("dangling"), root.resolve("nowhere"));

    assertThat(refused(RESULT_NOT_WRITABLE, film, root + "/file/x.mp4", false))
        .contains("no folder");
    refused(RESULT_NOT_WRITABLE, film, root + "/dangling/x.mp4", false);
  }

  @Test
  void refuses_a_path_that_is_not_absolute_or_none_at_all() {
    refused(BAD_REQUEST, film, "x.mp4", false);
    refused(BAD_REQUEST, film, "", false);
    refused(BAD_REQUEST, film, null, false);
  }

  private Source source(Path input) {
    return new Sources(new Roots(List.of(root.toString()))).look(input.toString()).value();
  }

  private Checked<Target> look(Path input, String output, boolean overwrite) {
    return new Targets(new Roots(List.of(root.toString())))
        .look(source(input), output, Container.MP4, overwrite);
  }

  private Target allowed(Path input, String output) {
    Checked<Target> target = look(input, output, false);
    assertThat(target.failure()).isNull();
    return target.value();
  }

  private String refused(FailureReason reason, Path input, String output, boolean overwrite) {
    Checked<Target> target = look(input, output, overwrite);
    assertThat(target.failure()).as(output).isNotNull();
    assertThat(target.failure().reason()).as(output).isEqualTo(reason);
    assertThat(target.failure().message()).doesNotContain("\n");
    return target.failure().message();
  }
}
