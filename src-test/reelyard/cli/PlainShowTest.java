package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reelyard.message.JobView;
import reelyard.model.JobState;
import reelyard.model.Stage;

class PlainShowTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long seconds;
  private final PlainShow show = new PlainShow(out, out, () -> TimeUnit.SECONDS.toNanos(seconds));

  private void draw(JobView... jobs) {
    List<JobView> running =
        List.of(jobs).stream().filter(j -> j.state() == JobState.RUNNING).toList();
    show.draw(List.of(jobs), new Scene(running, 2, 0, 0, 1, 90, "http://h:1/", null, false));
  }

  private List<String> lines() {
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    bytes.reset();
    return lines;
  }

  @Test
  void each_change_of_stage_is_one_line() {
    draw(Jobs.queued("a", "film.mkv"));
    assertThat(lines()).containsExactly("page http://h:1/", "film.mkv: stage 1 of 5, queued");

    draw(Jobs.running("a", "film.mkv", Stage.FETCHING, null));
    draw(Jobs.running("a", "film.mkv", Stage.FETCHING, null));
    assertThat(lines()).containsExactly("film.mkv: stage 2 of 5, transferring to the worker");

    draw(Jobs.transcoding("a", "film.mkv", 1, 50, 60));
    draw(Jobs.transcoding("a", "film.mkv", 2, 50, 59));
    assertThat(lines()).containsExactly("film.mkv: stage 3 of 5, transcoding");
  }

  @Test
  void between_them_there_is_one_line_a_minute() {
    draw(Jobs.transcoding("a", "film.mkv", 1, 50, 3600));
    lines();
    seconds = 59;
    draw(Jobs.transcoding("a", "film.mkv", 12.5, 50, 3000));
    assertThat(lines()).isEmpty();
    seconds = 60;
    draw(Jobs.transcoding("a", "film.mkv", 12.5, 50, 3000));
    draw(Jobs.transcoding("a", "film.mkv", 12.6, 50, 2999));
    assertThat(lines())
        .containsExactly(
            "0 of 2 done, 1 running, 1 waiting, ETA 1:30; film.mkv: transcoding 12.5 %, 50.0 fps,"
                + " ETA 50:00");
    seconds = 100;
    show.say("other.mkv: complete");
    lines();
    seconds = 121;
    draw(Jobs.transcoding("a", "film.mkv", 14, 50, 2000));
    assertThat(lines()).isEmpty();
  }

  @Test
  void that_the_manager_is_away_is_a_line_and_that_it_is_back_another() {
    for (String trouble : new String[] {null, "gone", "gone", null}) {
      show.draw(List.of(), new Scene(List.of(), 2, 0, 0, 1, 90, null, trouble, false));
    }
    assertThat(lines()).containsExactly("gone", "the manager answers again");
  }

  @Test
  void there_are_no_escape_codes() {
    draw(Jobs.queued("a", "evil\u001b[31m\n.mkv"));
    assertThat(lines()).contains("evil\\x1b[31m\\n.mkv: stage 1 of 5, queued");
  }

  @Test
  void nothing_is_said_after_the_close() {
    show.close();
    show.say("late");
    draw(Jobs.queued("a", "film.mkv"));
    assertThat(lines()).isEmpty();
  }
}
