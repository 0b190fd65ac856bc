package reelyard.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static reelyard.model.FailureReason.BAD_REQUEST;
import static reelyard.model.FailureReason.SOURCE_MISSING;
import static reelyard.model.FailureReason.SOURCE_UNREADABLE;
import static reelyard.model.FailureReason.SOURCE_WITHOUT_VIDEO;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.model.FailureReason;

class SourcesTest {

  @TempDir Path temporary;

  private Path root;
  private Sources sources;

  @BeforeEach
  void root() throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("media"));
    sources = new Sources(new Roots(List.of(root.toString())));
  }

  @Test
  void finds_a_film() throws IOException {
    Path film = file("a, film.mkv", "1234");

    Source source = found(film);

    assertThat(source.film()).isEqualTo("a%2C film.mkv");
    assertThat(source.bytes()).isEqualTo(4);
    assertThat(source.files()).extracting(SourceFile::real).containsExactly(film);
    assertThat(source.subtitles()).isEmpty();
  }

  @Test
  void takes_no_sidecars_for_a_film_that_was_named_itself() throws IOException {
    file("film.srt", "1");

    assertThat(found(file("film.mkv", "1")).files()).hasSize(1);
  }

  @Test
  void finds_a_film_with_its_subtitles_and_serves_nothing_else() throws IOException {
    file("folder/film.mkv", "12");
    file("folder/film.en.srt", "3");
    file("folder/film.de.ASS", "4");
    file("folder/film.nfo", "secret");
    file("folder/._film.mkv", "leftover of a Mac");

    Source source = found(root.resolve("folder"));

    assertThat(source.film()).isEqualTo("film.mkv");
    assertThat(source.subtitles()).containsExactly("film.de.ASS", "film.en.srt");
    assertThat(source.files())
        .extracting(SourceFile::served)
        .containsExactlyInAnyOrder("film.mkv", "film.de.ASS", "film.en.srt");
    assertThat(source.bytes()).isEqualTo(4);
  }

  @Test
  void serves_every_file_of_a_disc_and_nothing_beside_it() throws IOException {
    file("dvd/VIDEO_TS/VIDEO_TS.IFO", "1");
    file("dvd/VIDEO_TS/VTS_01_1.VOB", "22");
    file("dvd/cover.jpg", "no");

    Source source = found(root.resolve("dvd"));

    assertThat(source.film()).isEqualTo(".");
    assertThat(source.files())
        .extracting(SourceFile::served)
        .containsExactly("VIDEO_TS/VIDEO_TS.IFO", "VIDEO_TS/VTS_01_1.VOB");
    assertThat(source.bytes()).isEqualTo(3);
  }

  @Test
  void serves_the_deep_tree_of_a_blu_ray() throws IOException {
    file("bd/BDMV/index.bdmv", "1");
    file("bd/BDMV/STREAM/00001.m2ts", "1");
    file("bd/BDMV/META/DL/bdmt_eng.xml", "1");

    assertThat(found(root.resolve("bd")).files())
        .extracting(SourceFile::served)
        .containsExactly("BDMV/META/DL/bdmt_eng.xml", "BDMV/STREAM/00001.m2ts", "BDMV/index.bdmv");
  }

  @Test
  void takes_the_inside_of_a_dvd_for_a_dvd() throws IOException {
    file("ripped/VIDEO_TS.IFO", "1");
    file("ripped/VTS_01_1.VOB", "1");

    Source source = found(root.resolve("ripped"));

    assertThat(source.film()).isEqualTo(".");
    assertThat(source.files())
        .extracting(SourceFile::served)
        .containsExactly("VIDEO_TS/VIDEO_TS.IFO", "VIDEO_TS/VTS_01_1.VOB");
  }

  @Test
  void does_not_serve_what_links_lead_to_outside_the_folder() throws IOException {
    Path outside = file("private/secret.vob", "secret");
    file("dvd/VIDEO_TS/VIDEO_TS.IFO", "1");
    Files.createSymbolicLink(root.resolve("dvd/VIDEO_TS/VTS_01_1.VOB"), outside);
    Files.createSymbolicLink(root.resolve("dvd/VIDEO_TS/more"), root.resolve("private"));
    Files.createSymbolicLink(root.resolve("dvd/VIDEO_TS/again.IFO"), Path.of("VIDEO_TS.IFO"));

    assertThat(found(root.resolve("dvd")).files())
        .extracting(SourceFile::served)
        .containsExactly("VIDEO_TS/VIDEO_TS.IFO", "VIDEO_TS/again.IFO");
  }

  @Test
  void refuses_a_folder_whose_only_film_is_a_link_out_of_it() throws IOException {
    Path outside = file("elsewhere/film.mkv", "1");
    Files.createDirectory(root.resolve("folder"));
    Files.createSymbolicLink(root.resolve("folder/film.mkv"), outside);

    assertThat(refused(SOURCE_WITHOUT_VIDEO, root.resolve("folder").toString()))
        .contains("link out of it", "film.mkv");
  }

  @Test
  void names_several_films_and_says_to_submit_each() throws IOException {
    file("folder/a.mkv", "1");
    file("folder/b\n.mp4", "1");

    assertThat(refused(BAD_REQUEST, root.resolve("folder").toString()))
        .contains("a.mkv, b\\n.mp4", "submit each");
  }

  @Test
  void refuses_a_folder_without_video() throws IOException {
    file("folder/readme.txt", "1");

    refused(SOURCE_WITHOUT_VIDEO, root.resolve("folder").toString());
  }

  @Test
  void refuses_a_disc_structure_without_content() throws IOException {
    Files.createDirectories(root.resolve("dvd/VIDEO_TS"));

    refused(SOURCE_WITHOUT_VIDEO, root.resolve("dvd").toString());
  }

  @Test
  void refuses_what_does_not_exist_and_shows_its_name_on_one_line() {
    assertThat(refused(SOURCE_MISSING, root + "/a\nb\u001b[2J.mkv"))
        .contains("/a\\nb\\u001b[2J.mkv does not exist")
        .doesNotContain("\n");
    assertThat(refused(SOURCE_UNREADABLE, root + "/" + "x".repeat(300)))
        .contains("File name too long");
  }

  @Test
  void refuses_an_empty_film_also_in_a_folder() throws IOException {
    file("empty.mkv", "");
    file("folder/film.mkv", "");

    assertThat(refused(SOURCE_UNREADABLE, root + "/empty.mkv")).contains("is empty");
    assertThat(refused(SOURCE_UNREADABLE, root + "/folder")).contains("film.mkv is empty");
  }

  @Test
  void refuses_pipes_and_devices_without_opening_them() throws Exception {
    Path pipe = root.resolve("pipe.mkv");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThat(refused(SOURCE_UNREADABLE, pipe.toString())).contains("pipe");
    assertThat(new Sources(new Roots(List.of("/"))).look("/dev/zero").failure().message())
        .contains("device");
  }

  @Test
  void refuses_a_path_that_is_not_absolute_or_none_at_all() {
    refused(BAD_REQUEST, "film.mkv");
    refused(BAD_REQUEST, "");
    refused(BAD_REQUEST, null);
    refused(BAD_REQUEST, "/a\0b");
  }

  @Test
  void refuses_what_lies_outside_the_roots_also_through_links_and_dots() throws IOException {
    Path outside = Files.writeString(temporary.toRealPath().resolve("secret.mkv"), "1");
    Files.createSymbolicLink(root.resolve("link.mkv"), outside);

    for (String way : List.of(outside.toString(), root + "/link.mkv", root + "/../secret.mkv")) {
      assertThat(refused(SOURCE_UNREADABLE, way)).contains("staging.roots");
    }
  }

  @Test
  void refuses_what_may_not_be_read() throws IOException {
    Path film = file("film.mkv", "1");
    Files.setPosixFilePermissions(film, PosixFilePermissions.fromString("-w-------"));
    assumeFalse(Files.isReadable(film), "root reads everything");

    assertThat(refused(SOURCE_UNREADABLE, film.toString())).contains("permissions");
  }

  @Test
  void refuses_a_link_that_goes_in_a_circle() throws IOException {
    Path a = root.resolve("a.mkv");
    Files.createSymbolicLink(a, root.resolve("b.mkv"));
    Files.createSymbolicLink(root.resolve("b.mkv"), a);

    refused(SOURCE_UNREADABLE, a.toString());
  }

  private Path file(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Source found(Path input) {
    Checked<Source> source = sources.look(input.toString());
    assertThat(source.failure()).isNull();
    return source.value();
  }

  private String refused(FailureReason reason, String input) {
    Checked<Source> source = sources.look(input);
    assertThat(source.failure()).isNotNull();
    assertThat(source.failure().reason()).isEqualTo(reason);
    return source.failure().message();
  }
}
