package reelyard.staging.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.message.JobId;

/** Each step of a replacement is the last one of its process once; another process goes on. */
final class KilledReplacementTest {

  private static final JobId JOB = new JobId(UndoScene.ATTEMPT.jobId());

  private interface Killer {
    /** Whether it was ended before its end. */
    boolean kills(UndoScene scene, Path root, String what, int steps) throws Exception;
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"film.mkv", "film.mp4"})
  void a_process_killed_after_any_step_leaves_the_original_or_the_result(String name)
      throws Exception {
    Killer killer = KilledReplacementTest::inAnotherProcess;
    assertThat(replacing(name, killer)).isGreaterThan(8);
    assertThat(undoing(name, killer)).isGreaterThan(4);
    if (name.equals("film.mkv")) {
      // It takes the same steps for all names.
      assertThat(purging(name, killer)).isGreaterThan(4);
    }
  }

  /** The same again, with what needs no process of its own to be believed. */
  @ParameterizedTest
  @ValueSource(strings = {"film.mkv", "film.mp4"})
  void an_error_after_any_step_leaves_the_original_or_the_result(String name) throws Exception {
    Killer killer = KilledReplacementTest::byAnError;
    assertThat(replacing(name, killer)).isGreaterThan(8);
    assertThat(undoing(name, killer)).isGreaterThan(4);
    assertThat(purging(name, killer)).isGreaterThan(4);
    assertThat(checking(name, killer)).isGreaterThan(4);
  }

  private int replacing(String name, Killer killer) throws Exception {
    for (int steps = 1; ; steps++) {
      Path root = Files.createDirectory(folder.resolve("replace" + steps));
      UndoScene scene = new UndoScene(root, name).set();
      boolean killed = killer.kills(scene, root, "replace", steps);
      scene.assertOneStands();

      scene.bins().recover();

      if (scene.resultStands()) {
        scene.assertResultStands();
        assertThat(scene.bins().known(UndoScene.ATTEMPT).receipt()).isEqualTo(UndoScene.RECEIPT);
        assertThat(scene.bins().undo(JOB)).isEqualTo(scene.original);
      } else {
        assertThat(killed).isTrue();
        assertThat(scene.bins().known(UndoScene.ATTEMPT)).isNull();
        assertThat(scene.names()).containsExactly("", part(scene), "film.mkv", "film.srt");
      }
      scene.assertOriginalStands();
      if (!killed) {
        return steps - 1;
      }
    }
  }

  private static String part(UndoScene scene) {
    return scene.part.getFileName().toString();
  }

  private int undoing(String name, Killer killer) throws Exception {
    for (int steps = 1; ; steps++) {
      Path root = Files.createDirectory(folder.resolve("undo" + steps));
      UndoScene scene = new UndoScene(root, name).set();
      scene.run("replace", () -> {});
      boolean killed = killer.kills(scene, root, "undo", steps);
      scene.assertOneStands();

      scene.bins().recover();

      if (scene.resultStands()) {
        assertThat(killed).isTrue();
        scene.assertResultStands();
      } else {
        scene.assertOriginalStands();
      }
      assertThat(scene.bins().undo(JOB)).isEqualTo(scene.original);
      scene.assertOriginalStands();
      if (!killed) {
        return steps - 1;
      }
    }
  }

  private int purging(String name, Killer killer) throws Exception {
    for (int steps = 1; ; steps++) {
      Path root = Files.createDirectory(folder.resolve("purge" + steps));
      UndoScene scene = new UndoScene(root, name).set();
      scene.run("replace", () -> {});
      boolean killed = killer.kills(scene, root, "purge", steps);
      scene.assertResultStands();

      scene.bins().recover();
      scene.run("purge", () -> {});

      scene.assertResultStands();
      assertThat(scene.names()).containsExactly("", name, "film.srt");
      assertThat(scene.state).isEmptyDirectory();
      assertThatThrownBy(() -> scene.bins().undo(JOB)).isInstanceOf(RefusedStepException.class);
      if (!killed) {
        return steps - 1;
      }
    }
  }

  private int checking(String name, Killer killer) throws Exception {
    for (int steps = 1; ; steps++) {
      Path root = Files.createDirectory(folder.resolve("check" + steps));
      UndoScene scene = new UndoScene(root, name).set();
      boolean killed = killer.kills(scene, root, "check", steps);

      scene.run("check", () -> {});

      scene.assertOriginalStands();
      assertThat(scene.names()).isEqualTo(List.of("", part(scene), "film.mkv", "film.srt"));
      if (!killed) {
        return steps - 1;
      }
    }
  }

  private static boolean inAnotherProcess(UndoScene scene, Path root, String what, int steps)
      throws Exception {
    return HaltingProcess.run(root, scene.result.getFileName().toString(), what, steps);
  }

  private static boolean byAnError(UndoScene scene, Path root, String what, int steps)
      throws Exception {
    int[] left = {steps};
    try {
      scene.run(
          what,
          () -> {
            left[0]--;
            if (left[0] == 0) {
              throw new Killed();
            }
          });
      return false;
    } catch (Killed e) {
      return true;
    }
  }

  /** What nothing catches. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }
}
