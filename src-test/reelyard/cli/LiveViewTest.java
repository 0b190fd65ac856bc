package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.message.JobView;

class LiveViewTest {

  private static final JobView FILM = Jobs.transcoding("a", "film.mkv", 43.2, 57.31, 192);
  private static final JobView FOREIGN =
      Jobs.transcoding("b", "日本語のとても長い映画の名前です二千二十六年版完全収録.mkv", 99.96, 1234.5, 5000);

  private static Scene scene(JobView... running) {
    return new Scene(List.of(running), 5, 2, 1, 1, 754, "http://127.0.0.1:8080/", null, false);
  }

  private static List<String> draw(Scene scene, int columns, int rows) {
    return new LiveView(true)
        .lines(scene, columns, rows).stream().map(AttributedString::toString).toList();
  }

  @Test
  void a_wide_terminal_shows_name_stage_bar_percent_speed_and_eta() {
    assertThat(draw(scene(FILM), 100, 24))
        .containsExactly(
            "film.mkv      transcoding  ━━━━━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌   43.2 %    57.3 fps"
                + "  ETA 3:12   ",
            "2 of 5 done (1 failed), 1 running, 1 waiting, ETA 12:34",
            "page http://127.0.0.1:8080/");
  }

  @Test
  void a_terminal_without_unicode_gets_bars_of_ascii() {
    String line = new LiveView(false).lines(scene(FILM), 100, 24).get(0).toString();
    assertThat(line).contains("#####----").matches("\\p{ASCII}*");
  }

  @Test
  void columns_stand_below_each_other_and_long_names_are_cut() {
    List<String> lines = draw(scene(FILM, FOREIGN), 100, 24);
    assertThat(Words.columns(lines.get(0))).isEqualTo(Words.columns(lines.get(1)));
    assertThat(lines.get(1)).contains("…").contains("99.9 %").contains("ETA 1:23:20");
  }

  @Test
  void a_narrow_terminal_loses_the_bar_first_and_the_name_last() {
    assertThat(draw(scene(FILM), 60, 24).get(0)).doesNotContain("━").contains("57.3 fps");
    assertThat(draw(scene(FILM), 45, 24).get(0)).doesNotContain("fps").contains("transcoding");
    assertThat(draw(scene(FILM), 24, 24).get(0)).doesNotContain("trans").contains("43.2 %");
    assertThat(draw(scene(FILM), 8, 24).get(0)).startsWith("film");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 10, 17, 24, 31, 40, 45, 52, 60, 66, 79, 80, 81, 100, 132, 300})
  void no_line_reaches_the_last_column(int columns) {
    Scene scene =
        new Scene(
            List.of(FILM, FOREIGN, Jobs.queued("c", "x")), 5, 2, 1, 1, 9, "http://h/", "no", true);
    assertThat(draw(scene, columns, 24))
        .allSatisfy(line -> assertThat(Words.columns(line)).isLessThan(Math.max(2, columns)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 10, 24})
  void more_jobs_than_lines_are_counted(int rows) {
    JobView[] many =
        IntStream.range(0, 30)
            .mapToObj(i -> Jobs.transcoding("j" + i, "film " + i, i, 1, 1))
            .toArray(JobView[]::new);
    List<String> lines = draw(scene(many), 80, rows);
    assertThat(lines).hasSizeLessThanOrEqualTo(Math.max(3, rows - 1));
    int shown = (int) lines.stream().filter(line -> line.startsWith("film ")).count();
    assertThat(lines).contains("... and " + (30 - shown) + " more");
  }

  @Test
  void a_name_cannot_draw_on_the_terminal() {
    JobView evil = Jobs.transcoding("e", "a\u001b[2J\nb", 1, 1, 1);
    assertThat(draw(scene(evil), 100, 24).get(0))
        .contains("a\\x1b[2J\\nb")
        .doesNotContain("\u001b");
  }

  @Test
  void the_worker_is_shown_where_it_matters_and_fits() {
    Scene farm = new Scene(List.of(FILM), 1, 0, 0, 0, -1, null, null, true);
    assertThat(draw(farm, 120, 24).get(0)).contains("worker-1");
    assertThat(draw(farm, 70, 24).get(0)).doesNotContain("worker-1");
  }

  @Test
  void trouble_is_said_below_all() {
    Scene lost = new Scene(List.of(), 0, 0, 0, 0, -1, "http://h/", "no answer", false);
    assertThat(draw(lost, 80, 24))
        .containsExactly("0 of 0 done, 0 running", "page http://h/", "no answer");
  }

  @Test
  void nothing_is_said_of_the_end_while_all_jobs_are_held_back() {
    assertThat(LiveView.counts(new Scene(List.of(), 7, 0, 0, 7, 0, null, null, true)))
        .isEqualTo("0 of 7 done, 0 running, 7 waiting");
  }
}
