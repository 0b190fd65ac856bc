package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.model.Container;
import reelyard.model.JobSpec;

class WishTest {

  @TempDir private Path temporary;
  private Path here;

  @BeforeEach
  void settle() throws IOException {
    here = temporary.toRealPath();
  }

  private static Wish films(String... inputs) {
    return new Wish(List.of(inputs), null, null, null, null, false, List.of(), Terms.NONE);
  }

  private Wish withPresetFile(String json) throws IOException {
    Files.writeString(here.resolve("my.json"), json);
    return new Wish(List.of("film.mkv"), null, null, "my.json", null, false, List.of(), Terms.NONE);
  }

  private JobSpec only(Wish wish) throws CommandFailure {
    List<JobSpec> jobs = wish.jobs(here, PresetFormats::byName);
    assertThat(jobs).hasSize(1);
    return jobs.get(0);
  }

  private void assertRefused(Wish wish, String... words) {
    assertThatThrownBy(() -> wish.jobs(here, PresetFormats::byName))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContainingAll(words)
        .extracting(e -> ((CommandFailure) e).exitStatus())
        .isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void results_that_replace_their_films_name_no_output() throws Exception {
    List<JobSpec> jobs = films("a.mkv", "b.avi").replacements(here, PresetFormats::byName);

    assertThat(jobs).extracting(JobSpec::replaceSource).containsExactly(true, true);
    assertThat(jobs).extracting(JobSpec::output).containsOnlyNulls();
    assertThat(jobs).extracting(JobSpec::input).containsExactly(here + "/a.mkv", here + "/b.avi");
    Wish both = new Wish(List.of("f.mkv"), "out", null, null, null, false, List.of(), Terms.NONE);
    assertThatThrownBy(() -> both.replacements(here, PresetFormats::byName))
        .hasMessageContaining("--replace and --output exclude each other");
  }

  @Test
  void a_film_goes_to_the_default_folder_with_the_default_preset() throws Exception {
    JobSpec job = only(films("film.mkv"));

    assertThat(job.name()).isEqualTo("film.mkv");
    assertThat(job.input()).isEqualTo(here + "/film.mkv");
    assertThat(job.output()).isEqualTo(here + "/transcoded/film.mp4");
    assertThat(job.preset()).isEqualTo("Fast 1080p30");
    assertThat(job.presetJson()).isNull();
    assertThat(job.container()).isEqualTo(Container.MP4);
  }

  @ParameterizedTest
  @CsvSource({
    "film.mkv,film.mp4",
    "a.b.c.ts,a.b.c.mp4",
    "film,film.mp4",
    ".hidden,.hidden.mp4",
    "film.,film.mp4",
    "'it''s \"a\" film.avi','it''s \"a\" film.mp4'",
    "Ürgüp 日本.mkv,Ürgüp 日本.mp4",
    "-i.mkv,-i.mp4"
  })
  void a_result_has_the_name_of_its_film(String input, String result) throws Exception {
    assertThat(only(films(input)).output()).isEqualTo(here + "/transcoded/" + result);
  }

  @Test
  void a_name_may_hold_a_line_break() throws Exception {
    assertThat(only(films("two\nlines.mkv")).output())
        .isEqualTo(here + "/transcoded/two\nlines.mp4");
  }

  @Test
  void a_folder_keeps_its_whole_name_and_a_disc_has_that_of_its_folder() throws Exception {
    Files.createDirectories(here.resolve("Film v1.2/VIDEO_TS"));

    assertThat(only(films("Film v1.2")).output()).endsWith("/Film v1.2.mp4");
    assertThat(only(films("Film v1.2/VIDEO_TS")).output()).endsWith("/Film v1.2.mp4");
  }

  @Test
  void paths_are_settled_but_a_linked_film_keeps_its_name() throws Exception {
    Files.createDirectories(here.resolve("real/deep"));
    Files.createSymbolicLink(here.resolve("link"), Path.of("real/deep"));
    Files.writeString(here.resolve("real/4711.mkv"), "");
    Files.createSymbolicLink(here.resolve("film.mkv"), Path.of("real/4711.mkv"));

    assertThat(only(films("link/../4711.mkv")).input()).isEqualTo(here + "/real/4711.mkv");
    assertThat(only(films("./film.mkv")).input()).isEqualTo(here + "/film.mkv");
    assertThat(only(films("link/.")).output()).isEqualTo(here + "/transcoded/deep.mp4");
  }

  @Test
  void the_container_is_the_one_asked_for_or_that_of_the_preset() throws Exception {
    assertThat(container("Fast 1080p30", null)).isEqualTo(Container.MP4);
    assertThat(container("H.265 MKV 1080p30", null)).isEqualTo(Container.MKV);
    assertThat(container("H.265 MKV 1080p30", Container.WEBM)).isEqualTo(Container.WEBM);
  }

  private Container container(String preset, Container asked) throws CommandFailure {
    Wish wish =
        new Wish(List.of("film.mkv"), null, preset, null, asked, false, List.of(), Terms.NONE);
    JobSpec job = only(wish);
    assertThat(job.output()).endsWith("." + job.container().extension());
    return job.container();
  }

  @Test
  void a_preset_file_gives_its_first_preset_and_its_container() throws Exception {
    String json =
        """
        {"PresetList": [{"Folder": true, "PresetName": "Mine", "ChildrenArray": [
          {"PresetName": "Small and grey", "FileFormat": "av_webm"},
          {"PresetName": "Second", "FileFormat": "av_mkv"}]}]}
        """;
    JobSpec job = only(withPresetFile(json));

    assertThat(job.preset()).isEqualTo("Small and grey");
    assertThat(job.presetJson()).isEqualTo(json);
    assertThat(job.output()).endsWith("/film.webm");
  }

  @Test
  void a_broken_preset_file_is_named_with_what_is_wrong() throws Exception {
    assertRefused(withPresetFile("{\"PresetList\": [{]}"), "my.json", "JSON");
    assertRefused(withPresetFile("[]"), "my.json", "JSON");
    assertRefused(withPresetFile("null"), "my.json", "PresetList");
    assertRefused(withPresetFile("{}"), "my.json", "PresetList");
    assertRefused(withPresetFile("{\"PresetList\": {}}"), "my.json", "PresetList");
    assertRefused(withPresetFile("{\"PresetList\": [1, {\"PresetName\": 5}]}"), "PresetName");
    Files.write(here.resolve("bytes.json"), new byte[] {(byte) 0xff, 0});
    assertRefused(presetFile("bytes.json"), "bytes.json", "UTF-8");
    assertRefused(presetFile("missing.json"), "missing.json", "no such file");
    assertRefused(presetFile("."), "cannot be used");
  }

  private static Wish presetFile(String name) {
    return new Wish(List.of("film.mkv"), null, null, name, null, false, List.of(), Terms.NONE);
  }

  @Test
  void a_preset_is_named_in_one_way() {
    Wish both =
        new Wish(
            List.of("f.mkv"), null, "Fast 1080p30", "my.json", null, false, List.of(), Terms.NONE);
    assertRefused(both, "Fast 1080p30", "my.json", "exclude each other");
    assertRefused(
        new Wish(List.of("f.mkv"), null, " ", null, null, false, List.of(), Terms.NONE),
        "--preset");
  }

  @Test
  void options_that_redirect_are_refused_before_anything_else() {
    Wish wish =
        new Wish(
            List.of("f.mkv"),
            null,
            null,
            "missing.json",
            null,
            false,
            List.of("-o", "x"),
            Terms.NONE);
    assertRefused(wish, "-o", "not allowed");
  }

  @Test
  void two_films_that_would_become_one_are_refused_by_name() {
    assertRefused(films("a/film.mkv", "b/film.avi"), "a/film.mkv", "b/film.avi", "film.mp4");
  }

  @Test
  void results_go_to_a_folder() throws Exception {
    Files.writeString(here.resolve("out"), "");
    Wish wish = new Wish(List.of("f.mkv"), "out", null, null, null, false, List.of(), Terms.NONE);
    assertRefused(wish, "out", "is a file");
    assertRefused(films(""), "input is empty");
    assertRefused(films("zero\0byte"), "cannot be a path");
  }
}
