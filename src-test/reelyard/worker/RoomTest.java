package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.hash.FileHashes;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.ServedFile;
import reelyard.model.Container;
import reelyard.model.JobSpec;

/** Scratch's room, and what stays there over attempts and restarts. */
class RoomTest {

  private static final AttemptId FIRST = new AttemptId("j1", 1);
  private static final AttemptId SECOND = new AttemptId("j1", 2);
  private static final AttemptId OTHER = new AttemptId("j2", 1);

  private static final KeptInputs.Note NOTE =
      new KeptInputs.Note("v1", List.of(new ServedFile("film.mkv", 8)));

  @TempDir Path root;
  private Scratch scratch;

  @BeforeEach
  void open() throws IOException {
    scratch = Scratch.open(root, "attic");
  }

  @AfterEach
  void close() throws IOException {
    scratch.close();
  }

  @Test
  void promises_no_room_twice() throws IOException {
    scratch.create(FIRST);
    long most = scratch.usableBytes() / 3 * 2;

    assertThat(scratch.room().promise(FIRST, most)).isZero();
    assertThat(scratch.room().promise(OTHER, most)).isPositive();
    assertThat(scratch.room().freeBytes()).isLessThan(most);

    scratch.remove(FIRST);
    assertThat(scratch.room().promise(OTHER, most)).isZero();
  }

  @Test
  void counts_what_was_written_as_used_and_not_as_promised_too() throws IOException {
    Path folder = scratch.create(FIRST);
    long most = scratch.usableBytes() / 3 * 2;
    scratch.room().promise(FIRST, most);
    long free = scratch.room().freeBytes();

    Files.write(folder.resolve("input/film"), new byte[50_000_000]);

    assertThat(scratch.room().freeBytes()).isGreaterThan(free - 25_000_000);
  }

  @Test
  void keeps_an_input_for_the_next_attempt_of_its_job_when_staging_serves_the_same()
      throws Exception {
    half(FIRST);
    scratch.keep(FIRST);

    Path again = scratch.takeUp(SECOND, NOTE);

    assertThat(again.resolve("input/film.mkv")).hasContent("half");
    assertThat(again.resolve("output")).isEmptyDirectory();
    assertThat(scratch.of(FIRST)).doesNotExist();
  }

  @Test
  void forgets_an_input_that_staging_serves_otherwise_now() throws Exception {
    half(FIRST);
    scratch.keep(FIRST);

    Path again = scratch.takeUp(SECOND, new KeptInputs.Note("v2", NOTE.files()));

    assertThat(again.resolve("input")).isEmptyDirectory();
    assertThat(root.resolve("attic/j1.kept")).doesNotExist();
  }

  @Test
  void keeps_the_input_of_a_worker_that_was_killed() throws Exception {
    half(FIRST);
    scratch.close();

    scratch = Scratch.open(root, "attic");

    assertThat(scratch.takeUp(SECOND, NOTE).resolve("input/film.mkv")).hasContent("half");
  }

  @Test
  void keeps_few_inputs_not_for_long_and_none_where_room_is_needed() throws Exception {
    for (int job = 1; job <= 9; job++) {
      AttemptId attempt = new AttemptId("k" + job, 1);
      half(attempt);
      scratch.keep(attempt);
    }
    assertThat(kept()).hasSize(4);
    Path old = kept().get(0);
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(90_000)));
    scratch.sweep();
    assertThat(kept()).hasSize(3).doesNotContain(old);

    scratch.room().promise(OTHER, Long.MAX_VALUE / 2);

    assertThat(kept()).isEmpty();
  }

  @Test
  void finds_a_good_result_again_after_a_restart() throws Exception {
    Path folder = scratch.takeUp(FIRST, NOTE);
    Path file = Files.write(folder.resolve("output/film.mp4"), new byte[5_000_000]);
    Result.judged(assignment(FIRST), folder, file, 5_000_000, null, new FileHashes());
    scratch.close();

    scratch = Scratch.open(root, "attic");

    ResultNote note = scratch.results().get(0);
    assertThat(note.assignment()).isEqualTo(assignment(FIRST));
    assertThat(note.root()).isEqualTo(FileOfBlocks.root(file));
    assertThat(Result.again(note, folder).damage("attic")).isNull();
    byte[] rotten = new byte[5_000_000];
    rotten[4_999_999] = 1;
    Files.write(file, rotten);
    assertThat(Result.again(note, folder).damage("attic").message()).contains("damaged");
  }

  @Test
  void finds_no_result_that_is_not_whole() throws Exception {
    Path folder = scratch.create(FIRST);
    Path file = Files.write(folder.resolve("output/film.mp4"), new byte[5_000]);
    Result.judged(assignment(FIRST), folder, file, 5_000, null, new FileHashes());
    Files.write(file, new byte[4_999]);
    scratch.close();

    scratch = Scratch.open(root, "attic");

    assertThat(scratch.results()).isEmpty();
    assertThat(folder).doesNotExist();
  }

  private void half(AttemptId attempt) throws IOException {
    Files.writeString(scratch.takeUp(attempt, NOTE).resolve("input/film.mkv"), "half");
  }

  private List<Path> kept() throws IOException {
    try (var entries = Files.list(root.resolve("attic"))) {
      return entries.filter(entry -> entry.toString().endsWith(".kept")).toList();
    }
  }

  static Assignment assignment(AttemptId attempt) {
    return new Assignment(
        attempt,
        "attic",
        "film",
        "/films/film.mkv",
        1,
        "/results/film.mp4",
        false,
        Container.MP4,
        null,
        List.of(),
        0,
        null,
        null,
        JobSpec.ONLY_STAGING,
        false);
  }
}
