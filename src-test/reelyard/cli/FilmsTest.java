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

class FilmsTest {

  @TempDir private Path temporary;
  private Path here;

  @BeforeEach
  void settle() throws IOException {
    here = temporary.toRealPath();
  }

  private void put(String... files) throws IOException {
    for (String file : files) {
      Path path = here.resolve(file);
      Files.createDirectories(path.getParent());
      Files.createFile(path);
    }
  }

  private List<String> meantBy(String input) throws CommandFailure {
    return new Films(here.resolve("transcoded"))
        .meantBy(here, input).stream()
            .map(film -> here.relativize(film.path()) + " < " + film.below())
            .toList();
  }

  @Test
  void a_folder_stands_for_the_films_in_it_and_below() throws Exception {
    put("f/b.mkv", "f/a.mkv", "f/notes.txt", "f/more/c.mp4", "f/.hidden/d.mkv", "f/empty/x.txt");
    put("f/sub/d.mkv", "f/sub/d.srt");

    assertThat(meantBy("f"))
        .containsExactly("f/a.mkv < ", "f/b.mkv < ", "f/more/c.mp4 < more", "f/sub < ");
  }

  @Test
  void a_film_with_its_subtitles_or_a_disc_is_one() throws Exception {
    put("one/a.mkv", "one/a.srt", "disc/VIDEO_TS/VTS_01_1.VOB", "disc/VIDEO_TS/VTS_01_2.VOB");
    put("all/one/a.mkv", "all/disc/BDMV/STREAM/1.m2ts", "all/disc/BDMV/STREAM/2.m2ts");

    assertThat(meantBy("one")).containsExactly("one < ");
    assertThat(meantBy("disc")).containsExactly("disc < ");
    assertThat(meantBy("disc/VIDEO_TS")).containsExactly("disc/VIDEO_TS < ");
    assertThat(meantBy("all")).containsExactly("all/disc < ", "all/one/a.mkv < one");
  }

  @Test
  void results_are_no_films() throws Exception {
    put("a.mkv", "b.mkv", "transcoded/a.mp4", "transcoded/b.mp4");

    assertThat(meantBy("")).containsExactly("a.mkv < ", "b.mkv < ");
  }

  @Test
  void a_pattern_finds_films_as_shells_do() throws Exception {
    put("a.mkv", "b ü.mkv", "b.srt", "deep/er/c.mkv", "deep/.x/d.mkv", "odd.bin");

    assertThat(meantBy("*.mkv")).containsExactly("a.mkv < ", "b ü.mkv < ");
    assertThat(meantBy("**/*.mkv"))
        .containsExactly("a.mkv < ", "b ü.mkv < ", "deep/er/c.mkv < deep/er");
    assertThat(meantBy("deep/**")).containsExactly("deep/er/c.mkv < er");
    assertThat(meantBy("*.{mkv,bin}")).containsExactly("a.mkv < ", "b ü.mkv < ");
    assertThat(meantBy("*.bin")).containsExactly("odd.bin < ");
    assertThat(meantBy("[ab]*")).containsExactly("a.mkv < ", "b ü.mkv < ");
  }

  @Test
  void a_file_that_is_called_like_a_pattern_is_meant_itself() throws Exception {
    put("a[1].mkv", "a1.mkv");

    assertThat(meantBy("a[1].mkv")).containsExactly("a[1].mkv < ");
  }

  @Test
  void what_is_not_there_may_be_at_the_manager() throws Exception {
    assertThat(meantBy("far/away.mkv")).containsExactly("far/away.mkv < ");
  }

  @Test
  void a_pattern_that_finds_nothing_is_refused() {
    assertThatThrownBy(() -> meantBy("*.mkv"))
        .hasMessageContaining("no film matches *.mkv in " + here);
    assertThatThrownBy(() -> meantBy("gone/*.mkv")).hasMessageContaining("no film matches");
    assertThatThrownBy(() -> meantBy("[a")).hasMessageContaining("the pattern [a is none");
  }

  @Test
  void results_are_no_films_by_whatever_link_their_folder_is_reached() throws Exception {
    put("films/a.mkv", "films/done/a.mp4", "films/more/b.mkv");
    Files.createSymbolicLink(here.resolve("link"), here.resolve("films"));
    Films films = new Films(here.resolve("films/done"));

    assertThat(films.meantBy(here, "link")).hasSize(2);
    assertThat(films.meantBy(here, "link/**")).hasSize(2);
    assertThat(new Films(here.resolve("link/done")).meantBy(here, "films")).hasSize(2);
  }

  @Test
  void a_folder_with_one_film_alone_stands_for_the_film() throws Exception {
    put("one/solo.mkv", "one/notes.txt", "none/notes.txt");

    assertThat(meantBy("one")).containsExactly("one/solo.mkv < ");
    assertThat(meantBy("o*")).containsExactly("one/solo.mkv < ");
    assertThat(meantBy("none")).containsExactly("none < ");
  }

  @Test
  void a_disc_stays_whole_in_a_deep_pattern() throws Exception {
    put("disc/VIDEO_TS/VTS_01_1.VOB", "disc/VIDEO_TS/VTS_01_2.VOB", "disc/extra.mkv");

    assertThat(meantBy("disc/**")).containsExactlyInAnyOrder("disc < ", "disc/extra.mkv < ");
    assertThat(meantBy("**")).containsExactlyInAnyOrder("disc < ", "disc/extra.mkv < disc");
    assertThat(meantBy("disc/VIDEO_TS/**")).containsExactly("disc/VIDEO_TS < ");
    assertThat(meantBy("**/*.VOB")).hasSize(2);
  }

  @Test
  void what_is_no_film_does_not_count() throws Exception {
    put("big/1.nfo", "big/2.nfo", "big/3.nfo", "big/a.mkv", "big/z/b.mkv");

    assertThat(new Films(new FilmWalk(null, 100), 2).meantBy(here, "big/**/*.mkv")).hasSize(2);
  }

  @Test
  void a_search_that_was_cut_is_refused_rather_than_short_of_films() throws Exception {
    put("big/1.nfo", "big/2.nfo", "big/3.nfo", "big/a.mkv", "big/z/b.mkv", "big/z/c.mkv");

    assertThatThrownBy(() -> new Films(new FilmWalk(null, 4), 100).meantBy(here, "big/**/*.mkv"))
        .hasMessageContaining("not all were looked at");
    assertThatThrownBy(() -> new Films(new FilmWalk(null, 100), 2).meantBy(here, "big/**/*.mkv"))
        .hasMessageContaining("more than 2 films");
    assertThatThrownBy(() -> new Films(new FilmWalk(null, 100), 2).meantBy(here, "big"))
        .hasMessageContaining("more than 2 films");
  }
}
