package reelyard.dropbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;
import reelyard.model.JobState;

final class DropBoxTest {

  @TempDir private Path folder;
  private Drops drops;

  @BeforeEach
  void start() {
    drops = new Drops(folder).with("films", Drops.rule(at("in"), at("out"), null));
    drops.write("in/readme.txt", "put films here");
    drops.start();
  }

  @AfterEach
  void stop() {
    drops.close();
  }

  @Test
  void a_film_becomes_a_job_once_it_stopped_growing() {
    drops.write("in/new/heat.mkv", "a");
    drops.pass(20);
    drops.write("in/new/heat.mkv", "ab");
    drops.pass(35);
    assertThat(drops.jobs).as("it grew in between").isEmpty();

    drops.pass(40);

    assertThat(inputs()).containsExactly(at("in/new/heat.mkv").toString());
    assertThat(drops.jobs.get("job1").output()).isEqualTo(at("out/new/heat.mp4").toString());
  }

  @Test
  void a_job_follows_its_folders_rule() throws Exception {
    Path preset = drops.write("preset.json", "{}");
    drops.with(
        "shows",
        new Rule(
            at("shows").toString(),
            at("done").toString(),
            "Mine",
            preset.toString(),
            "mkv",
            List.of("--deinterlace"),
            "night",
            20,
            List.of("gpu"),
            "anna",
            "{user}/{name} {folder}",
            true,
            false,
            5,
            null,
            null,
            "nas"));
    drops.write("shows/S1/one.mkv", "one");
    drops.start();
    drops.pass(7);

    assertThat(drops.jobs.values())
        .containsExactly(
            new JobSpec(
                "one.mkv",
                at("shows/S1/one.mkv").toString(),
                at("done/anna/one S1.mkv").toString(),
                "Mine",
                "{}",
                reelyard.model.Container.MKV,
                List.of("--deinterlace"),
                false,
                0,
                null,
                "drop box shows",
                "anna",
                20,
                "night",
                List.of("gpu"),
                null,
                null,
                0,
                false,
                false,
                false,
                false,
                null,
                null,
                "nas",
                false));
  }

  @Test
  void a_folder_with_a_film_and_subtitles_becomes_one_job_when_all_of_it_is_there() {
    drops.write("in/Heat/heat.mkv", "film");
    drops.pass(20);
    drops.write("in/Heat/heat.srt", "words");
    drops.pass(30);
    assertThat(drops.jobs).isEmpty();

    drops.pass(40);

    assertThat(inputs()).containsExactly(at("in/Heat").toString());
    assertThat(drops.jobs.get("job1").output()).isEqualTo(at("out/Heat.mp4").toString());
  }

  @Test
  void what_another_program_has_open_to_write_is_left_alone() {
    drops.written.add(drops.write("in/a.mkv", "a"));
    drops.pass(200);
    assertThat(drops.jobs).isEmpty();

    drops.written.clear();
    drops.pass(65);

    assertThat(inputs()).hasSize(1);
  }

  @Test
  void nothing_is_submitted_twice_by_a_restart() {
    drops.write("in/a.mkv", "a");
    drops.pass(40);
    drops.start();
    drops.pass(130);
    drops.start();
    drops.pass(130);

    assertThat(drops.requests).hasSize(1);
  }

  @Test
  void a_process_that_died_before_it_heard_the_answer_gets_the_same_job() throws Exception {
    drops.write("in/a.mkv", "a");
    drops.pass(40);
    Files.delete(at("state/ledger.db"));
    drops.start();
    drops.pass(40);

    assertThat(drops.requests).hasSize(2);
    assertThat(drops.jobs).hasSize(1);
  }

  @Test
  void the_same_content_is_not_taken_again_under_another_name_or_in_another_folder() {
    drops.write("in/a.mkv", "same");
    drops.pass(40);
    drops.write("in/b.mkv", "same");
    drops.write("in/deep/a.mp4", "same");
    drops.write("in/c.mkv", "diff");
    drops.pass(130);

    assertThat(inputs()).containsExactly(at("in/a.mkv").toString(), at("in/c.mkv").toString());
    assertThat(entry("in/b.mkv").verdict()).isEqualTo(Verdict.DOUBLE);
    assertThat(entry("in/b.mkv").note())
        .isEqualTo("job job1 took the same content from " + at("in/a.mkv") + " before");
  }

  @Test
  void doubles_are_known_after_a_restart_and_after_other_content_took_their_place() {
    drops.write("in/a.mkv", "one");
    drops.pass(40);
    drops.write("in/a.mkv", "second");
    drops.pass(130);
    drops.start();
    drops.write("in/b.mkv", "one");
    drops.pass(130);

    assertThat(drops.jobs).hasSize(2);
    assertThat(entry("in/b.mkv").verdict()).isEqualTo(Verdict.DOUBLE);
  }

  @Test
  void another_rule_may_take_the_same_content() {
    drops.with("again", Drops.rule(at("in"), at("other"), null));
    drops.start();
    drops.write("in/a.mkv", "a");
    drops.pass(40);

    assertThat(drops.jobs.values())
        .extracting(JobSpec::output)
        .containsExactlyInAnyOrder(at("out/a.mp4").toString(), at("other/a.mp4").toString());
  }

  @Test
  void a_film_that_was_only_touched_is_not_taken_again() throws Exception {
    Path film = drops.write("in/a.mkv", "a");
    drops.pass(40);
    Files.setLastModifiedTime(film, FileTime.fromMillis(1_000_000_000_000L));
    drops.pass(130);

    assertThat(drops.requests).hasSize(1);
    assertThat(entry("in/a.mkv").verdict()).isEqualTo(Verdict.DOUBLE);
  }

  @Test
  void a_film_renamed_before_its_job_could_read_it_is_taken_under_its_new_name() throws Exception {
    drops.write("in/a.mkv", "a");
    drops.pass(40);
    drops.states.put("job1", JobState.FAILED);
    Files.move(at("in/a.mkv"), at("in/b.mkv"));
    drops.pass(130);

    assertThat(inputs()).containsExactly(at("in/a.mkv").toString(), at("in/b.mkv").toString());
  }

  @Test
  void a_film_renamed_while_its_job_goes_on_is_a_double() throws Exception {
    drops.write("in/a.mkv", "a");
    drops.pass(40);
    drops.states.put("job1", JobState.RUNNING);
    Files.move(at("in/a.mkv"), at("in/b.mkv"));
    drops.pass(130);

    assertThat(drops.jobs).hasSize(1);
  }

  @Test
  void a_result_of_the_farm_is_no_source_wherever_it_is_moved_to() throws Exception {
    drops.completes("job9", drops.write("elsewhere/result.mp4", "made by the farm"));
    drops.write("in/moved.mp4", "made by the farm");
    drops.pass(130);

    assertThat(drops.requests).isEmpty();
    assertThat(entry("in/moved.mp4").verdict()).isEqualTo(Verdict.RESULT);
    assertThat(entry("in/moved.mp4").job()).isEqualTo("job9");
    assertThat(drops.ledger().heardUntil()).as("asked once").isPositive();
  }

  @Test
  void a_result_whose_job_still_runs_waits_until_that_ended() throws Exception {
    Path result = drops.write("in/a.mp4", "made by the farm");
    drops.returns("job9", result);
    drops.pass(130);
    assertThat(drops.requests).isEmpty();

    drops.running.clear();
    drops.completes("job9", result);
    drops.pass(65);

    assertThat(drops.requests).isEmpty();
    assertThat(entry("in/a.mp4").verdict()).isEqualTo(Verdict.RESULT);
  }

  @Test
  void results_of_one_folder_that_land_in_another_go_in_no_circle() throws Exception {
    drops
        .with("there", Drops.rule(at("a"), at("b"), null))
        .with("back", Drops.rule(at("b"), at("a"), null));
    drops.start();
    drops.write("a/film.mkv", "film");
    drops.pass(40);
    drops.completes("job1", drops.write("b/film.mp4", "smaller"));
    drops.pass(200);

    assertThat(inputs()).containsExactly(at("a/film.mkv").toString());
  }

  @Test
  void while_the_scheduler_is_away_all_waits_and_is_read_only_once() {
    drops.away = true;
    drops.write("in/a.mkv", "a");
    drops.pass(100);
    assertThat(drops.jobs).isEmpty();
    assertThat(drops.box().trouble()).contains("the scheduler does not answer");

    drops.away = false;
    drops.pass(10);

    assertThat(drops.jobs).hasSize(1);
    assertThat(drops.box().trouble()).isNull();
  }

  @Test
  void what_was_refused_is_tried_again_when_it_changes_and_not_before() throws Exception {
    drops.refusal = Drops.failure(FailureReason.BAD_REQUEST, "no such thing");
    Path film = drops.write("in/a.mkv", "a");
    drops.pass(2000);
    assertThat(drops.requests).hasSize(1);
    assertThat(entry("in/a.mkv").note()).isEqualTo("no such thing");

    drops.refusal = null;
    Files.setLastModifiedTime(film, FileTime.fromMillis(1_000_000_000_000L));
    drops.pass(130);

    assertThat(drops.jobs).hasSize(1);
  }

  @Test
  void a_restart_asks_anew_about_what_was_refused() {
    drops.refusal = Drops.failure(FailureReason.RESULT_EXISTS, "there is one");
    drops.write("in/a.mkv", "a");
    drops.pass(40);
    drops.refusal = null;
    drops.start();
    drops.pass(40);

    assertThat(drops.jobs).hasSize(1);
  }

  @Test
  void a_refusal_that_time_may_cure_is_tried_again_by_itself() throws Exception {
    drops.refusal = Drops.failure(FailureReason.SOURCE_MISSING, "its host is away");
    Path film = drops.write("in/a.mkv", "a");
    drops.pass(40);
    String fingerprint = entry("in/a.mkv").fingerprint();
    FileTime time = Files.getLastModifiedTime(film);
    Files.setLastModifiedTime(drops.write("in/a.mkv", "b"), time);
    drops.refusal = null;
    drops.pass(700);

    assertThat(drops.jobs).hasSize(1);
    assertThat(entry("in/a.mkv").fingerprint()).as("it is read once").isEqualTo(fingerprint);
  }

  @Test
  void an_upload_that_nobody_goes_on_with_is_removed_after_a_week() throws Exception {
    Path old = drops.write("in/deep/.a.mkv.reelyard-upload", "half");
    Path fresh = drops.write("in/deep/.b.mkv.reelyard-upload", "half");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
    drops.pass(1);

    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
  }

  @Test
  void being_stopped_while_reading_is_no_refusal() {
    drops.write("in/a.mkv", "a");
    drops.stopReading();
    drops.pass(40);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(drops.ledger().seen("films", at("in/a.mkv"))).isEmpty();
  }

  @Test
  void originals_of_jobs_that_ended_while_the_drop_box_was_away_are_moved_without_another_film()
      throws Exception {
    drops.with("moved", Drops.rule(at("m"), at("out"), at("originals")));
    drops.start();
    drops.write("m/a.mkv", "a");
    drops.pass(40);
    drops.completes("job1", drops.write("out/a.mp4", "ra"));
    drops.write("originals", "a file where the folder should be");
    drops.upkeep();
    assertThat(at("m/a.mkv")).exists();

    drops.start();
    Files.delete(at("originals"));
    drops.upkeep();

    assertThat(at("originals/a.mkv")).hasContent("a");
  }

  @Test
  void a_folder_that_cannot_be_read_waits_and_comes_back() throws Exception {
    drops.write("in/a.mkv", "a");
    drops.pass(40);
    Files.move(at("in"), at("away"));
    drops.pass(100);
    assertThat(drops.box().folders().get(0).trouble()).contains("cannot be read");

    Files.move(at("away"), at("in"));
    drops.pass(130);

    assertThat(drops.requests).hasSize(1);
    assertThat(drops.box().folders().get(0).trouble()).isNull();
  }

  @Test
  void originals_stay_unless_the_rule_says_otherwise() throws Exception {
    drops.with("moved", Drops.rule(at("m"), at("out"), at("m/originals")));
    drops.start();
    drops.write("in/a.mkv", "a");
    drops.write("m/deep/b.mkv", "b");
    drops.write("m/originals/deep/b.mkv", "an older one");
    drops.pass(40);
    drops.completes("job1", drops.write("out/a.mp4", "ra"));
    drops.completes("job2", drops.write("out/b.mp4", "rb"));
    drops.write("in/c.mkv", "c");
    drops.pass(130);

    assertThat(at("in/a.mkv")).exists();
    assertThat(at("m/deep/b.mkv")).doesNotExist();
    assertThat(at("m/originals/deep/2 b.mkv")).hasContent("b");
    assertThat(at("m/originals/deep/b.mkv")).hasContent("an older one");
  }

  @Test
  void an_original_that_changed_since_stays() throws Exception {
    drops.with("moved", Drops.rule(at("m"), at("out"), at("originals")));
    drops.start();
    drops.write("m/b.mkv", "b");
    drops.pass(40);
    drops.completes("job1", drops.write("out/b.mp4", "rb"));
    drops.write("m/b.mkv", "another");
    drops.write("in/c.mkv", "c");
    drops.pass(35);

    assertThat(at("m/b.mkv")).exists();
  }

  @Test
  void thousands_of_films_that_were_dealt_with_cost_a_look_and_nothing_else() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      Path film = drops.write("in/" + i % 50 + "/" + i + ".mkv", "film " + i);
      Stamp stamp =
          new Stamp(Files.size(film), Files.getLastModifiedTime(film).to(TimeUnit.NANOSECONDS), 1);
      drops
          .ledger()
          .keep(new Entry("films", film, stamp, "f" + i, Verdict.SUBMITTED, "j", null, 0, 1));
    }
    drops.start();
    drops.pass(100);

    assertThat(drops.requests).isEmpty();
    assertThat(drops.box().folders().get(0).done()).isEqualTo(2_000);
    assertThat(drops.box().folders().get(0).waiting()).isZero();
  }

  @Test
  void no_two_processes_have_one_ledger() {
    assertThatThrownBy(() -> Ledger.open(at("state/ledger.db")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("let no other process use it");
  }

  private List<String> inputs() {
    return drops.jobs.values().stream().map(JobSpec::input).sorted().toList();
  }

  private Entry entry(String path) {
    return drops.ledger().seen("films", at(path)).orElseThrow();
  }

  private Path at(String name) {
    return folder.resolve(name);
  }
}
