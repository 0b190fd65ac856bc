package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.message.AttemptId;

class ScratchTest {

  private static final AttemptId ATTEMPT = new AttemptId("j1", 2);

  private static final String NOTE =
      "{\"file\":\"output/film.mp4\",\"bytes\":4,\"root\":\"r\",\"assignment\":"
          + "{\"attempt\":{\"jobId\":\"j1\",\"attempt\":2}}}";

  @TempDir Path root;

  @Test
  void gives_each_attempt_a_folder_and_takes_it_away_with_all_that_is_in_it() throws IOException {
    try (Scratch scratch = Scratch.open(root, "attic")) {
      Path folder = scratch.create(ATTEMPT);
      Files.writeString(folder.resolve("input/film.mkv"), "film");
      assertThat(folder).isEqualTo(root.resolve("attic/j1.2"));

      scratch.remove(ATTEMPT);
      scratch.remove(ATTEMPT);

      assertThat(folder).doesNotExist();
    }
  }

  @Test
  void sweeps_what_an_earlier_start_left() throws IOException {
    try (Scratch scratch = Scratch.open(root, "attic")) {
      Files.writeString(scratch.create(ATTEMPT).resolve("output/film.mp4"), "half");
    }

    Scratch.open(root, "attic").close();

    assertThat(root.resolve("attic")).isDirectoryContaining("glob:**/" + Scratch.MARK);
    assertThat(root.resolve("attic/j1.2")).doesNotExist();
  }

  @Test
  void sweeps_links_without_following_them() throws IOException {
    Path films = Files.createDirectory(root.resolve("films"));
    Files.writeString(films.resolve("film.mkv"), "precious");
    try (Scratch scratch = Scratch.open(root, "attic")) {
      Files.createSymbolicLink(scratch.create(ATTEMPT).resolve("input/link"), films);
      Files.createSymbolicLink(root.resolve("attic/j9.1"), films);
    }

    Scratch.open(root, "attic").close();

    assertThat(films.resolve("film.mkv")).hasContent("precious");
    assertThat(root.resolve("attic/j9.1")).doesNotExist();
  }

  @Test
  void does_not_sweep_what_is_not_an_attempt() throws IOException {
    Scratch.open(root, "attic").close();
    Path notes = Files.writeString(root.resolve("attic/Notes.txt"), "mine");

    Scratch.open(root, "attic").close();

    assertThat(notes).hasContent("mine");
  }

  @Test
  void refuses_a_folder_that_holds_other_peoples_files() throws IOException {
    Path foreign = Files.createDirectory(root.resolve("attic"));
    Files.createDirectory(foreign.resolve("j1.2"));

    assertThatThrownBy(() -> Scratch.open(root, "attic"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(foreign.toString())
        .hasMessageContaining("worker.scratch");
    assertThat(foreign.resolve("j1.2")).exists();
  }

  @Test
  void refuses_a_folder_that_is_a_link() throws IOException {
    Path films = Files.createDirectory(root.resolve("films"));
    Files.writeString(films.resolve(Scratch.MARK), "");
    Files.createSymbolicLink(root.resolve("attic"), films);

    assertThatThrownBy(() -> Scratch.open(root, "attic")).hasMessageContaining("is a link");
  }

  @Test
  void gives_namesakes_folders_of_their_own_and_sweeps_none_that_lives() throws Exception {
    AttemptId attempt = new AttemptId("job1", 1);
    try (Scratch first = Scratch.open(root, "attic")) {
      Path film = Files.createFile(first.create(attempt).resolve("input/film.mkv"));
      try (Scratch second = Scratch.open(root, "attic")) {
        assertThat(second.of(attempt)).isNotEqualTo(first.of(attempt)).doesNotExist();
      }
      assertThat(film).exists();
    }
    try (Scratch again = Scratch.open(root, "attic")) {
      assertThat(again.of(attempt)).isEqualTo(root.resolve("attic/job1.1")).doesNotExist();
    }
  }

  @Test
  void sweeps_what_a_killed_namesake_left_too() throws IOException {
    try (Scratch first = Scratch.open(root, "attic");
        Scratch second = Scratch.open(root, "attic")) {
      first.create(ATTEMPT);
      second.create(ATTEMPT);
    }
    Path foreign = Files.createDirectories(root.resolve("attic~3/j1.2"));

    Scratch.open(root, "attic").close();

    assertThat(root.resolve("attic~2")).isDirectoryContaining("glob:**/" + Scratch.MARK);
    assertThat(root.resolve("attic~2/j1.2")).doesNotExist();
    assertThat(foreign).exists();
  }

  @Test
  void spares_what_a_killed_namesake_can_use_for_a_day() throws IOException {
    AttemptId other = new AttemptId("j2", 1);
    Path result;
    try (Scratch first = Scratch.open(root, "attic");
        Scratch second = Scratch.open(root, "attic")) {
      result = second.create(ATTEMPT);
      note(result, NOTE);
      KeptInputs.note(second.create(other), new KeptInputs.Note("v1", List.of()));
      assertThat(first.results()).isEmpty();
    }

    Scratch.open(root, "attic").close();

    assertThat(result.resolve("output/film.mp4")).exists();
    assertThat(root.resolve("attic~2/j2.kept")).exists();

    FileTime old = FileTime.from(Instant.now().minusSeconds(90_000));
    Files.setLastModifiedTime(result, old);
    Files.setLastModifiedTime(root.resolve("attic~2/j2.kept"), old);
    Scratch.open(root, "attic").close();

    assertThat(result).doesNotExist();
    assertThat(root.resolve("attic~2/j2.kept")).doesNotExist();
  }

  @Test
  void starts_with_a_note_that_lacks_what_it_must_tell() throws IOException {
    try (Scratch scratch = Scratch.open(root, "attic")) {
      note(scratch.create(ATTEMPT), "{\"file\":\"output/film.mp4\",\"bytes\":4,\"root\":\"r\"}");
    }

    try (Scratch scratch = Scratch.open(root, "attic")) {
      assertThat(scratch.results()).isEmpty();
      assertThat(scratch.of(ATTEMPT)).doesNotExist();
    }
  }

  private static void note(Path attempt, String words) throws IOException {
    Files.writeString(attempt.resolve("output/film.mp4"), "film");
    Files.writeString(attempt.resolve(ResultNote.NAME), words);
  }

  @Test
  void names_no_folder_outside_itself() throws IOException {
    try (Scratch scratch = Scratch.open(root, "attic")) {
      for (String id : new String[] {"../j1", "", "a/b", ".", "J1", "j1\n"}) {
        assertThatThrownBy(() -> scratch.of(new AttemptId(id, 1)))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void says_which_folder_cannot_be_written_and_what_to_do() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");

    assertThatThrownBy(() -> Scratch.open(file, "attic"))
        .hasMessageContaining(file.toString())
        .hasMessageContaining("set worker.scratch");
  }
}
