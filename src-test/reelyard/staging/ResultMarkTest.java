package reelyard.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.model.Container;
import reelyard.model.JobSpec;

class ResultMarkTest {

  @TempDir Path folder;
  private Path part;

  @BeforeEach
  void upload() throws IOException {
    part = Files.writeString(folder.resolve("part"), "result");
    Files.setLastModifiedTime(part, FileTime.from(Instant.ofEpochSecond(1_000_000_000L)));
  }

  @Test
  void stays_with_a_file_under_another_name() throws IOException {
    String mark = ResultMark.of(part);

    assertThat(ResultMark.of(Files.move(part, folder.resolve("film.mp4")))).isEqualTo(mark);
  }

  @Test
  void has_nothing_that_a_start_of_the_machine_changes() throws IOException {
    assertThat(ResultMark.of(part))
        .isEqualTo(Files.getAttribute(part, "unix:ino") + " 6 1000000000");
  }

  @Test
  void is_another_for_a_file_that_was_written_again() throws IOException {
    String mark = ResultMark.of(part);

    Files.writeString(part, "lusert");

    assertThat(ResultMark.of(part)).isNotNull().isNotEqualTo(mark);
  }

  @Test
  void is_none_for_what_is_not_there() {
    assertThat(ResultMark.of(folder.resolve("nothing"))).isNull();
  }

  @Test
  void lets_a_job_replace_its_own_earlier_result_and_nothing_that_came_instead()
      throws IOException {
    Assignment again = assignment(part, ResultMark.of(part));
    assertThat(ResultMark.replaceable(again)).isTrue();

    Files.writeString(part, "lusert");

    assertThat(ResultMark.replaceable(again)).isFalse();
    assertThat(ResultMark.replaceable(assignment(part, null))).isFalse();
  }

  private static Assignment assignment(Path output, String replaces) {
    return new Assignment(
        new AttemptId("job1", 2),
        "attic",
        "film",
        "/in/film.mkv",
        1,
        output.toString(),
        false,
        Container.MP4,
        null,
        List.of(),
        0,
        null,
        replaces,
        JobSpec.ONLY_STAGING,
        false);
  }
}
