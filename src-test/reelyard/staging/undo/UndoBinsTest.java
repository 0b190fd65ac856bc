package reelyard.staging.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.message.AttemptId;
import reelyard.message.JobId;

/** What replacing, undoing and purging must not do. */
final class UndoBinsTest {

  private static final JobId JOB = new JobId(UndoScene.ATTEMPT.jobId());

  @TempDir private Path folder;
  private UndoScene scene;

  @BeforeEach
  void set() throws IOException {
    scene = new UndoScene(folder, "film.mkv").set();
  }

  private UndoScene other() throws IOException {
    Path root = Files.createDirectory(folder.resolve("other"));
    return new UndoScene(root, "film.mp4").set();
  }

  @Test
  void an_original_that_was_changed_since_it_was_handed_out_stays() throws Exception {
    Replacement wanted = scene.replacement();
    Files.writeString(scene.original, "another film now.");
    Files.setLastModifiedTime(scene.original, FileTime.fromMillis(UndoScene.NOW));

    assertThatThrownBy(() -> scene.bins().replace(wanted))
        .isInstanceOf(RefusedStepException.class)
        .hasMessageContaining("was changed since");

    assertThat(UndoScene.read(scene.original)).isEqualTo("another film now.");
    assertThat(scene.part).exists();
    assertThat(scene.films.resolve(Bin.NAME)).doesNotExist();
  }

  @Test
  void an_original_that_changes_between_two_steps_stays_too() throws Exception {
    for (String name : new String[] {"film.mkv", "film.mp4"}) {
      for (int step = 1; step < 12; step++) {
        Path root = Files.createDirectory(folder.resolve(name + step));
        UndoScene changing = new UndoScene(root, name).set();
        int[] left = {step};
        boolean[] changed = {false};
        Runnable change =
            () -> {
              left[0]--;
              if (left[0] == 0
                  && Files.exists(changing.original)
                  && UndoScene.read(changing.original).equals(UndoScene.ORIGINAL)) {
                write(changing.original, "somebody's new film");
                changed[0] = true;
              }
            };
        try {
          changing.bins(UndoScene.NOW, change).replace(changing.replacement());
        } catch (RefusedStepException e) {
          assertThat(changing.part).exists();
        }
        if (changed[0]) {
          assertThat(changing.original).hasContent("somebody's new film");
          assertThat(changing.result.equals(changing.original) || Files.notExists(changing.result))
              .isTrue();
        } else {
          changing.assertResultStands();
        }
      }
    }
  }

  private static void write(Path file, String words) {
    try {
      Files.delete(file);
      Files.writeString(file, words);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_film_with_two_names_is_refused() throws Exception {
    Replacement wanted = scene.replacement();
    Files.createLink(folder.resolve("second.mkv"), scene.original);

    assertThatThrownBy(() -> scene.bins().check(scene.original))
        .hasMessageContaining("has 2 names (hard links)");
    assertThatThrownBy(() -> scene.bins().replace(wanted)).hasMessageContaining("got 2 names");
    scene.assertOneStands();
  }

  @Test
  void a_name_that_is_taken_meanwhile_stays_its_owners() throws Exception {
    UndoScene other = other();
    Files.writeString(other.result, "somebody's own");

    assertThatThrownBy(() -> other.bins().replace(other.replacement()))
        .hasMessageContaining("film.mp4 came to exist");

    assertThat(UndoScene.read(other.result)).isEqualTo("somebody's own");
    assertThat(UndoScene.read(other.original)).isEqualTo(UndoScene.ORIGINAL);
    assertThat(other.part).exists();
    assertThat(other.films.resolve(Bin.NAME)).doesNotExist();
  }

  @Test
  void a_folder_of_that_name_that_is_not_reelyards_is_left_alone() throws Exception {
    Path taken = Files.createDirectories(scene.films.resolve(Bin.NAME));
    Files.writeString(taken.resolve("mine.txt"), "mine");

    assertThatThrownBy(() -> scene.bins().check(scene.original))
        .hasMessageContaining("not Reelyard's");
    assertThatThrownBy(() -> scene.bins().replace(scene.replacement()))
        .hasMessageContaining("not Reelyard's");

    assertThat(taken.resolve("mine.txt")).hasContent("mine");
    scene.assertOriginalStands();
  }

  @Test
  void a_result_that_was_changed_since_is_not_lost_by_an_undo() throws Exception {
    scene.run("replace", () -> {});
    Files.writeString(scene.result, "cut by hand");

    assertThatThrownBy(() -> scene.bins().undo(JOB))
        .isInstanceOf(RefusedStepException.class)
        .hasMessageContaining("changed since");

    assertThat(UndoScene.read(scene.result)).isEqualTo("cut by hand");
  }

  @ParameterizedTest
  @ValueSource(strings = {"film.mkv", "film.mp4"})
  void a_result_that_is_gone_keeps_no_original_from_coming_back(String name) throws Exception {
    UndoScene lost = new UndoScene(Files.createDirectory(folder.resolve("lost")), name).set();
    lost.run("replace", () -> {});
    Files.delete(lost.result);

    lost.bins().undo(JOB);

    lost.assertOriginalStands();
  }

  @Test
  void an_originals_name_that_is_taken_by_now_stays_its_owners() throws Exception {
    UndoScene other = other();
    other.run("replace", () -> {});
    Files.writeString(other.original, "somebody's own");

    assertThatThrownBy(() -> other.bins().undo(JOB)).hasMessageContaining("is taken by now");

    assertThat(UndoScene.read(other.original)).isEqualTo("somebody's own");
    other.assertOneStands();
  }

  @Test
  void an_undo_that_is_asked_for_again_says_the_same_and_a_third_job_has_nothing()
      throws Exception {
    scene.run("replace", () -> {});

    assertThat(scene.bins().undo(JOB)).isEqualTo(scene.original);
    assertThat(scene.bins().undo(JOB)).isEqualTo(scene.original);

    scene.assertOriginalStands();
    assertThatThrownBy(() -> scene.bins().undo(new JobId("job7")))
        .hasMessageContaining("it replaced nothing, or it was too long ago");
  }

  @Test
  void an_original_can_be_looked_at_until_it_is_brought_back() throws Exception {
    Originals originals = new Originals(scene.state);
    assertThat(originals.of(JOB)).isEmpty();
    scene.bins().replace(scene.replacement());

    Originals.Kept kept = originals.of(JOB).orElseThrow();

    assertThat(kept.name()).isEqualTo("film.mkv");
    assertThat(kept.file()).hasContent(UndoScene.ORIGINAL);
    assertThat(originals.of(new JobId("job"))).isEmpty();
    Files.writeString(kept.file(), "what somebody put there");
    assertThat(originals.of(JOB)).isEmpty();
    Files.writeString(kept.file(), UndoScene.ORIGINAL);
    Files.setLastModifiedTime(kept.file(), FileTime.fromMillis(UndoScene.NOW - 1));
    scene.bins().undo(JOB);
    assertThat(originals.of(JOB)).isEmpty();
  }

  @Test
  void a_result_can_be_replaced_again_and_both_are_brought_back_one_after_the_other()
      throws Exception {
    scene.run("replace", () -> {});
    Files.writeString(scene.part, "third");
    AttemptId next = new AttemptId("job2", 1);
    scene
        .bins()
        .replace(
            new Replacement(
                next,
                scene.original,
                FileMark.of(scene.original),
                scene.result,
                scene.part,
                "00",
                UndoScene.RECEIPT));

    assertThat(UndoScene.read(scene.original)).isEqualTo("third");
    assertThatThrownBy(() -> scene.bins().undo(JOB)).hasMessageContaining("changed since");
    scene.bins().undo(new JobId("job2"));
    assertThat(UndoScene.read(scene.original)).isEqualTo(UndoScene.RESULT);
    scene.bins().undo(JOB);
    scene.assertOriginalStands();
  }

  @Test
  void originals_are_kept_until_their_days_are_over() throws Exception {
    scene.run("replace", () -> {});
    long later = UndoScene.NOW + UndoScene.RETENTION.toMillis();

    scene.bins(later - 1, () -> {}).purge(UndoScene.RETENTION);

    assertThat(scene.bins().undo(JOB)).isEqualTo(scene.original);
    scene.assertOriginalStands();
  }

  @Test
  void nothing_is_purged_that_reelyard_did_not_put_there() throws Exception {
    scene.run("replace", () -> {});
    Path bin = scene.films.resolve(Bin.NAME);
    Files.writeString(bin.resolve("mine.txt"), "mine");
    Path original = bin.resolve(UndoScene.ATTEMPT + ".original");
    Files.delete(original);
    Files.writeString(original, "somebody put this here instead");

    scene.run("purge", () -> {});

    assertThat(original).exists();
    assertThat(bin.resolve("mine.txt")).exists();

    Files.delete(original);
    scene.run("purge", () -> {});
    assertThat(bin.resolve("mine.txt")).exists();
    assertThat(bin.resolve(UndoScene.ATTEMPT + ".json")).doesNotExist();
  }

  @Test
  void an_unmarked_folder_is_not_purged() throws Exception {
    scene.run("replace", () -> {});
    Path bin = scene.films.resolve(Bin.NAME);
    Files.delete(bin.resolve(Bin.MARK));

    scene.run("recover", () -> {});
    scene.run("purge", () -> {});

    assertThat(bin.resolve(UndoScene.ATTEMPT + ".original")).exists();
    assertThat(bin.resolve(UndoScene.ATTEMPT + ".json")).exists();
    Files.writeString(bin.resolve(Bin.MARK), "again");
    scene.bins().undo(JOB);
    scene.assertOriginalStands();
  }

  @Test
  void an_entry_with_a_path_for_a_name_is_not_believed() throws Exception {
    scene.run("replace", () -> {});
    Path entry = scene.films.resolve(Bin.NAME).resolve(UndoScene.ATTEMPT + ".json");
    Files.writeString(entry, Files.readString(entry).replace("\"film.mkv\"", "\"../film.mkv\""));

    assertThatThrownBy(() -> scene.bins().undo(JOB)).isInstanceOf(IOException.class);
    scene.run("purge", () -> {});
    scene.run("recover", () -> {});

    scene.assertResultStands();
  }

  @Test
  void a_film_is_not_replaced_where_folders_cannot_be_synced() {
    assertThatThrownBy(() -> Steps.checkSync(Path.of("/proc/self")))
        .isInstanceOf(RefusedStepException.class)
        .hasMessageContaining("cannot be synced");
  }

  @Test
  void what_broke_off_is_settled_without_a_new_start() throws Exception {
    for (String later : new String[] {"purge", "undo"}) {
      Path root = Files.createDirectory(folder.resolve(later));
      UndoScene broken = new UndoScene(root, "film.mp4").set();
      broken.run("replace", () -> {});
      Bin bin = new Bin(broken.films, new Steps(() -> {}));
      bin.keep(bin.entry(UndoScene.ATTEMPT).with(Entry.State.UNDOING));

      if (later.equals("undo")) {
        assertThat(broken.bins().undo(JOB)).isEqualTo(broken.original);
        broken.assertOriginalStands();
      } else {
        broken.run("purge", () -> {});
        assertThat(bin.entry(UndoScene.ATTEMPT).state()).isEqualTo(Entry.State.DONE);
      }
    }
  }
}
