package reelyard.staging.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.bus.RefusedException;
import reelyard.message.BrowseMedia;
import reelyard.message.MediaEntry;
import reelyard.message.MediaFolder;
import reelyard.staging.Films;

class FolderPageTest {

  private static final long UNTIL = 1_000;

  @TempDir Path temp;
  private long now;
  private Path root;
  private Path outside;
  private Films films;
  private FolderPage pages;

  @BeforeEach
  void open() throws IOException {
    root = Files.createDirectory(temp.toRealPath().resolve("films"));
    outside = Files.createDirectory(temp.toRealPath().resolve("outside"));
    films = new Films(List.of(root.toString()));
    pages = new FolderPage("nas", films, () -> now);
  }

  @Test
  void shows_the_roots_first() {
    MediaFolder roots = pages.of(new BrowseMedia("", "", null, 0), UNTIL);

    assertThat(roots.entries()).extracting(MediaEntry::path).containsExactly(root.toString());
  }

  @Test
  void lists_folders_then_films_and_subtitles_by_name() throws Exception {
    film("b.mkv");
    film("A.mkv");
    film("a.srt");
    film("notes.txt");
    film("disc/VIDEO_TS/VIDEO_TS.IFO");
    film("z/film.mkv");

    List<MediaEntry> entries =
        pages.of(new BrowseMedia(root.toString(), "", null, 0), UNTIL).entries();

    assertThat(entries)
        .extracting(MediaEntry::name)
        .containsExactly("disc", "z", "A.mkv", "a.srt", "b.mkv");
    assertThat(entries)
        .extracting(MediaEntry::film)
        .containsExactly(true, false, true, false, true);
  }

  @Test
  void pages_go_on_where_the_one_before_ended() throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 10; i < 35; i++) {
      film("film " + i + ".mkv");
      names.add("film " + i + ".mkv");
    }

    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      MediaFolder page = pages.of(new BrowseMedia(root.toString(), "", cursor, 10), UNTIL);
      page.entries().forEach(entry -> seen.add(entry.name()));
      cursor = page.next();
    } while (cursor != null);

    assertThat(seen).isEqualTo(names);
    assertThat(pages.of(new BrowseMedia(root.toString(), "M 12", null, 0), UNTIL).entries())
        .hasSize(1);
  }

  @Test
  void a_folder_that_takes_too_long_is_given_up() throws Exception {
    film("film.mkv");
    now = UNTIL + 1;

    assertThatThrownBy(() -> pages.of(new BrowseMedia(root.toString(), "", null, 0), UNTIL))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("takes too long");
  }

  @Test
  void what_is_hidden_or_leads_out_is_not_shown() throws Exception {
    film(".reelyard-undo/film.mkv");
    film(".film.mkv.j1.1.reelyard-part");
    film(".hidden.mkv");
    Files.writeString(outside.resolve("secret.mkv"), "secret");
    Files.createSymbolicLink(root.resolve("link.mkv"), outside.resolve("secret.mkv"));
    Files.createSymbolicLink(root.resolve("folder"), outside);
    Files.createSymbolicLink(root.resolve("undo"), root.resolve(".reelyard-undo"));
    Files.createSymbolicLink(root.resolve("circle"), root.resolve("circle"));

    assertThat(pages.of(new BrowseMedia(root.toString(), "", null, 0), UNTIL).entries()).isEmpty();
    for (String name : List.of("link.mkv", "folder/secret.mkv", "undo/film.mkv", "circle")) {
      refused(root.resolve(name).toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "films",
        "/etc",
        "/etc/passwd",
        "/films/../../etc",
        "/%2e%2e/etc",
        "/nul\0byte",
        "/proc/self",
        "/.reelyard-undo",
        "-i"
      })
  void no_path_leads_out(String path) throws Exception {
    film(".reelyard-undo/film.mkv");

    refused(path);
    refused(root + path);
    refused(root + "/../outside");
    refused(root + "/.reelyard-undo/film.mkv");
  }

  private void refused(String path) {
    assertThatThrownBy(() -> films.folder(path)).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> films.film(path)).isInstanceOf(RefusedException.class);
  }

  private void film(String name) throws IOException {
    Path film = root.resolve(name);
    Files.createDirectories(film.getParent());
    Files.writeString(film, "film");
  }
}
