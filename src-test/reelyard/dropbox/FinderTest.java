package reelyard.dropbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FinderTest {

  @TempDir private Path folder;
  private Path in;

  @BeforeEach
  void make() throws IOException {
    in = Files.createDirectory(folder.resolve("in"));
  }

  @Test
  void finds_films_by_their_names_however_deep_and_strange() throws Exception {
    file("a.mkv");
    file("deep/er/it's \"b\"\n.MP4");
    file("-rf.ts");
    file("readme.txt");
    file("cover.jpg");

    assertThat(found()).containsExactly("-rf.ts", "a.mkv", "deep/er/it's \"b\"\n.MP4");
  }

  @Test
  void leaves_alone_what_is_hidden_empty_or_still_being_downloaded() throws Exception {
    file(".a.mkv");
    file(".hidden/b.mkv");
    Files.createFile(in.resolve("empty.mkv"));
    file("c.mkv.part");
    file("d.mkv.crdownload");
    file(".e.mkv.1.1.reelyard-part");
    file("f.mkv~");
    file("g.mkv");
    file("g.mkv.aria2");
    file("h.mkv.tmp");

    assertThat(found()).isEmpty();
  }

  @Test
  void follows_no_link() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret.mkv"), "x");
    Files.createSymbolicLink(in.resolve("link.mkv"), outside.resolve("secret.mkv"));
    Files.createSymbolicLink(in.resolve("folder"), outside);
    Files.createSymbolicLink(in.resolve("circle"), in);

    assertThat(found()).isEmpty();
  }

  @Test
  void a_disc_is_one_find_and_its_files_are_none() throws Exception {
    file("Heat/VIDEO_TS/VIDEO_TS.IFO");
    file("Heat/VIDEO_TS/VTS_01_1.VOB");
    file("Dune/bdmv/index.bdmv");
    file("Dune/bdmv/STREAM/00001.m2ts");

    List<Find> finds = new Finder(rule(true)).look().finds();

    assertThat(finds).extracting(f -> in.relativize(f.path()) + "").containsExactly("Dune", "Heat");
    assertThat(finds.get(1).films()).hasSize(2);
    assertThat(finds.get(1).stamp().files()).isEqualTo(2);
  }

  @Test
  void a_disc_that_is_still_coming_is_left_alone() throws Exception {
    file("Heat/VIDEO_TS/VIDEO_TS.IFO");
    file("Heat/VIDEO_TS/VTS_01_1.VOB.part");

    assertThat(found()).isEmpty();
  }

  @Test
  void a_film_with_its_subtitles_is_one_folder_known_by_the_film() throws Exception {
    file("Heat/heat.mkv");
    file("Heat/heat.en.srt");
    file("Heat/notes.txt");

    Find find = new Finder(rule(true)).look().finds().get(0);

    assertThat(find.path()).isEqualTo(in.resolve("Heat"));
    assertThat(find.films()).containsExactly(in.resolve("Heat/heat.mkv"));
    assertThat(find.files()).hasSize(2);
  }

  @Test
  void several_films_in_one_folder_are_several_finds() throws Exception {
    file("Season 1/1.mkv");
    file("Season 1/2.mkv");
    file("Season 1/1.srt");

    assertThat(found()).containsExactly("Season 1/1.mkv", "Season 1/2.mkv");
  }

  @Test
  void folders_that_are_no_film_count_only_where_the_rule_says_so() throws Exception {
    file("Season 1/1.mkv");
    file("Season 1/2.mkv");
    file("Heat/heat.mkv");
    file("top.mkv");

    assertThat(found(rule(false))).containsExactly("Heat", "top.mkv");
  }

  @Test
  void results_and_originals_within_the_folder_are_skipped() throws Exception {
    Rule rule = Drops.rule(in, in.resolve("done"), in.resolve("originals"));
    file("done/a.mp4");
    file("originals/a.mkv");
    file("b.mkv");

    assertThat(found(rule)).containsExactly("b.mkv");
  }

  @Test
  void the_folder_of_results_is_skipped_behind_a_link_too() throws Exception {
    Path done = Files.createDirectories(in.resolve("real/done"));
    Files.createSymbolicLink(folder.resolve("results"), done);
    file("real/done/a.mp4");

    assertThat(found(Drops.rule(in, folder.resolve("results"), null))).isEmpty();
  }

  @Test
  void a_changed_film_has_another_stamp() throws Exception {
    file("a.mkv");
    Find before = new Finder(rule(true)).look().finds().get(0);
    assertThat(Finder.again(before)).contains(before);

    Files.writeString(in.resolve("a.mkv"), "longer than before");

    assertThat(Finder.again(before).orElseThrow().stamp()).isNotEqualTo(before.stamp());
    file("a.mkv.part");
    assertThat(Finder.again(before)).isEmpty();
  }

  private Rule rule(boolean recursive) {
    return new Rule(
        in.toString(),
        folder.resolve("out").toString(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        recursive,
        null,
        null,
        null,
        null,
        null);
  }

  private List<String> found() throws IOException {
    return found(rule(true));
  }

  private List<String> found(Rule rule) throws IOException {
    return new Finder(rule)
        .look().finds().stream().map(find -> in.relativize(find.path()).toString()).toList();
  }

  private void file(String name) throws IOException {
    Path file = in.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
  }
}
