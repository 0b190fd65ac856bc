package reelyard.scheduler.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import reelyard.model.AttemptRecord;
import reelyard.model.JobState;
import reelyard.model.LearnedSpeed;

class ForecastTest {

  private static final String FAST = "Fast 1080p30 < mkv";
  private static final String SLOW = "H.265 < mkv";
  private static final long GIGABYTE = 1_000_000_000;

  private final Forecast forecast = new Forecast();

  @Test
  void guesses_from_the_size_before_anything_ended() {
    Estimate small = forecast.estimate("attic", new Work(FAST, GIGABYTE));
    Estimate large = forecast.estimate("attic", new Work(FAST, 3 * GIGABYTE));

    assertThat(small.learned()).isFalse();
    assertThat(small.transcodeSeconds()).isBetween(100.0, 10_000.0);
    assertThat(large.seconds() / small.seconds()).isCloseTo(3, within(0.1));
    assertThat(small.high() / small.low()).as("such a guess is vague").isGreaterThan(10);
    assertThat(forecast.sizeRatio(new Work(FAST, GIGABYTE))).isEqualTo(1);
    assertThat(forecast.basis("attic")).isEqualTo("nothing learned yet: a guess from the size");
  }

  @Test
  void a_new_worker_gets_the_speed_that_the_farm_has_with_that_kind() {
    teach("attic", FAST, 400, 30);
    teach("attic", SLOW, 4000, 30);

    Estimate fast = forecast.estimate("newcomer", new Work(FAST, GIGABYTE));
    Estimate slow = forecast.estimate("newcomer", new Work(SLOW, GIGABYTE));

    assertThat(slow.transcodeSeconds() / fast.transcodeSeconds()).isCloseTo(10, within(3.0));
    assertThat(fast.transcodeSeconds()).isBetween(200.0, 800.0);
    assertThat(fast.spread())
        .as("its own speed is not known")
        .isGreaterThan(2 * forecast.estimate("attic", new Work(FAST, GIGABYTE)).spread());
  }

  @Test
  void a_known_worker_takes_its_factor_to_a_kind_that_it_never_ran() {
    for (int i = 0; i < 30; i++) {
      teach("attic", FAST, 400, 1);
      teach("tower", FAST, 100, 1);
      teach("attic", SLOW, 4000, 1);
    }

    double seconds = forecast.estimate("tower", new Work(SLOW, GIGABYTE)).transcodeSeconds();

    assertThat(seconds).isCloseTo(1000, within(300.0));
  }

  @Test
  void a_pace_gives_the_seconds_of_estimates_of_every_size() {
    teach("attic", FAST, 400, 30);

    Pace pace = forecast.pace("attic", FAST);

    for (long bytes : new long[] {0, 1_000_000, GIGABYTE, 100 * GIGABYTE}) {
      Work work = new Work(FAST, bytes);
      double seconds = forecast.estimate("attic", work).seconds();
      assertThat(pace.seconds(work)).isCloseTo(seconds, within(seconds * 1e-6));
    }
  }

  @Test
  void a_source_of_another_type_begins_with_what_the_preset_takes() {
    teach("attic", FAST, 400, 30);
    teach("attic", "Unlike < mkv", 4000, 30);

    double seconds =
        forecast.estimate("attic", new Work("Fast 1080p30 < ts", GIGABYTE)).transcodeSeconds();

    assertThat(seconds).isCloseTo(400, within(150.0));
  }

  @Test
  void a_pause_does_not_make_a_worker_slow() {
    for (int i = 0; i < 30; i++) {
      forecast.learn(Ended.complete("attic", FAST, GIGABYTE, 400).paused(5000).attempt());
    }

    assertThat(forecast.estimate("attic", new Work(FAST, GIGABYTE)).transcodeSeconds())
        .isCloseTo(400, within(20.0));
  }

  @Test
  void what_did_not_complete_teaches_nothing_about_transcoding() {
    teach("attic", FAST, 400, 10);
    Estimate before = forecast.estimate("attic", new Work(FAST, GIGABYTE));

    for (JobState outcome : List.of(JobState.FAILED, JobState.STOPPED, JobState.QUEUED)) {
      forecast.learn(Ended.complete("attic", FAST, GIGABYTE, 4).outcome(outcome).attempt());
    }

    assertThat(forecast.estimate("attic", new Work(FAST, GIGABYTE)).transcodeSeconds())
        .isEqualTo(before.transcodeSeconds());
  }

  @Test
  void an_attempt_that_failed_in_transcoding_still_tells_how_fast_it_was_fetched() {
    for (int i = 0; i < 30; i++) {
      Ended slow = new Ended("attic", FAST, GIGABYTE, 0, 500, 9, 0, 0, -1, JobState.FAILED);
      forecast.learn(slow.attempt());
    }

    assertThat(forecast.estimate("attic", new Work(FAST, GIGABYTE)).fetchSeconds())
        .isCloseTo(500, within(30.0));
  }

  @Test
  void counts_transfers_by_what_really_moves() {
    teach("attic", FAST, 400, 30);

    Estimate estimate = forecast.estimate("attic", new Work(FAST, 2 * GIGABYTE));

    assertThat(estimate.fetchSeconds()).isCloseTo(40, within(3.0));
    assertThat(estimate.returnSeconds()).isCloseTo(20, within(3.0));
    assertThat(forecast.sizeRatio(new Work(FAST, 1))).isCloseTo(0.5, within(0.02));
  }

  /** Wall seconds of HandBrakeCLI 1.6.1, Fast 1080p30, 640x360: 1, 4, 16 and 40 s of film. */
  @Test
  void short_clips_do_not_make_long_films_look_slow() {
    for (int i = 0; i < 20; i++) {
      forecast.learn(Ended.complete("attic", FAST, 294_304, 0.70).attempt());
      forecast.learn(Ended.complete("attic", FAST, 1_112_010, 1.06).attempt());
      forecast.learn(Ended.complete("attic", FAST, 4_226_990, 2.17).attempt());
    }

    Estimate longer = forecast.estimate("attic", new Work(FAST, 10_432_949));

    assertThat(longer.transcodeSeconds()).isCloseTo(3.77, within(1.2));
    assertThat(longer.high()).isGreaterThan(3.77);
    assertThat(longer.low()).isLessThan(3.77);
  }

  @Test
  void tells_its_past_error_by_worker_and_for_the_farm() {
    forecast.learn(Ended.complete("attic", FAST, GIGABYTE, 100).expected(104).attempt());
    assertThat(forecast.basis("attic")).isEqualTo("last job: error 20 %");
    assertThat(forecast.basis("nas"))
        .isEqualTo("new worker: speed of the whole farm, last job: error 20 %");

    for (int i = 0; i < 60; i++) {
      forecast.learn(Ended.complete("nas", FAST, GIGABYTE, 70).expected(109).attempt());
    }
    assertThat(forecast.basis("nas")).isEqualTo("last 50 jobs: median error 9 %");
    assertThat(forecast.basis(null)).isEqualTo("last 50 jobs: median error 9 %");
  }

  @Test
  void says_what_it_rests_on_when_no_prediction_was_tried_yet() {
    teach("attic", FAST, 400, 1);

    assertThat(forecast.basis("attic")).isEqualTo("learned from ended jobs");
    assertThat(forecast.basis("nas")).isEqualTo("new worker: speed of the whole farm");
  }

  @Test
  void one_freak_job_spoils_nothing() {
    teach("attic", FAST, 400, 30);

    teach("attic", FAST, 4_000_000, 1);

    assertThat(forecast.estimate("attic", new Work(FAST, GIGABYTE)).transcodeSeconds())
        .isCloseTo(400, within(40.0));
  }

  @Test
  void nonsense_teaches_nothing_and_breaks_nothing() {
    teach("attic", FAST, 400, 30);
    Estimate before = forecast.estimate("attic", new Work(FAST, GIGABYTE));
    long[] odd = {0, -1, Long.MIN_VALUE};

    List<LearnedSpeed> changed = new ArrayList<>();
    for (long bytes : odd) {
      for (long millis : odd) {
        changed.addAll(forecast.learn(record("attic", FAST, bytes, 0, 5_000, millis)));
        changed.addAll(forecast.learn(record("attic", FAST, bytes, 0, millis, millis)));
        changed.addAll(forecast.learn(record("attic", FAST, GIGABYTE, 0, millis, millis)));
      }
    }

    assertThat(changed).isEmpty();
    assertThat(forecast.estimate("attic", new Work(FAST, GIGABYTE))).isEqualTo(before);
  }

  @Test
  void the_largest_numbers_and_missing_words_give_finite_estimates() {
    long huge = Long.MAX_VALUE;
    for (int i = 0; i < 100; i++) {
      forecast.learn(record("attic", FAST, huge, 1, 1, 0));
      forecast.learn(record(null, null, 1, huge, huge, 0));
      forecast.learn(record("*", "", huge, huge, huge, huge));
    }

    for (String workerId : new String[] {"attic", "*", null}) {
      for (long bytes : new long[] {huge, 0, -5}) {
        Estimate estimate = forecast.estimate(workerId, new Work(null, bytes));
        assertThat(estimate.seconds()).isFinite().isNotNegative();
        assertThat(estimate.low()).isFinite().isNotNegative();
        assertThat(estimate.high()).isFinite().isNotNegative();
      }
    }
  }

  @Test
  void restored_it_says_what_it_said_before() {
    World world = new World(7);
    List<LearnedSpeed> table = new ArrayList<>();
    List<AttemptRecord> history = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      AttemptRecord ended = world.next(forecast).attempt();
      history.add(ended);
      for (LearnedSpeed row : forecast.learn(ended)) {
        table.removeIf(
            old -> old.workerId().equals(row.workerId()) && old.kind().equals(row.kind()));
        table.add(row);
      }
    }

    Forecast restored = new Forecast();
    restored.restore(table, history);

    for (String workerId : List.of("attic", "nas", "tower", "newcomer")) {
      assertThat(restored.basis(workerId)).isEqualTo(forecast.basis(workerId));
      for (String kind : List.of(FAST, SLOW, "Fast 1080p30 < ts", "Never seen < mkv")) {
        Work work = new Work(kind, GIGABYTE);
        assertThat(restored.estimate(workerId, work)).isEqualTo(forecast.estimate(workerId, work));
        assertThat(restored.sizeRatio(work)).isEqualTo(forecast.sizeRatio(work));
      }
    }
  }

  @Test
  void restored_nonsense_counts_as_nothing_known() {
    Estimate guess = forecast.estimate("attic", new Work(FAST, GIGABYTE));

    List<LearnedSpeed> rows = new ArrayList<>();
    for (String kind : List.of("speed>all", "speed>kind>" + FAST, "speed>recipe>Fast 1080p30")) {
      rows.add(new LearnedSpeed("attic", kind, Double.NaN, 0.1, 5));
      rows.add(new LearnedSpeed("*", kind, 1, Double.POSITIVE_INFINITY, 5));
      rows.add(new LearnedSpeed("*", kind, 1e9, 0.1, 5));
      rows.add(new LearnedSpeed("*", kind, 1, 0.1, -5));
    }
    rows.add(new LearnedSpeed("*", "who knows", 1, 0.1, 5));
    rows.add(new LearnedSpeed(null, null, 1, 0.1, 5));
    forecast.restore(rows, List.of());

    assertThat(forecast.estimate("attic", new Work(FAST, GIGABYTE))).isEqualTo(guess);
  }

  @Test
  void forgets_the_kinds_that_it_met_longest_ago() {
    teach("attic", FAST, 4, 30);
    double known = forecast.sizeRatio(new Work(FAST, GIGABYTE));
    Ended half = Ended.complete("attic", FAST, GIGABYTE, 400);
    for (int i = 0; i < 600; i++) {
      forecast.learn(
          new Ended("w", "k" + i, GIGABYTE, GIGABYTE, 1, 400, 1, 0, -1, half.outcome()).attempt());
    }

    assertThat(known).isCloseTo(0.5, within(0.02));
    assertThat(forecast.sizeRatio(new Work(FAST, GIGABYTE)))
        .isEqualTo(forecast.sizeRatio(new Work("never seen", GIGABYTE)));
  }

  @Test
  void learns_a_handful_of_rows_from_a_job_and_names_each_once() {
    List<LearnedSpeed> rows =
        forecast.learn(Ended.complete("attic", FAST, GIGABYTE, 400).attempt());

    assertThat(rows).hasSizeLessThanOrEqualTo(12);
    assertThat(rows).extracting(row -> row.workerId() + " " + row.kind()).doesNotHaveDuplicates();
  }

  @Test
  void the_range_holds_the_expected_end() {
    teach("attic", FAST, 400, 3);
    Estimate estimate = forecast.estimate("attic", new Work(FAST, GIGABYTE));

    assertThat(estimate.low()).isLessThan(estimate.seconds());
    assertThat(estimate.high()).isGreaterThan(estimate.seconds());
    assertThat(estimate.low() * estimate.high())
        .isCloseTo(estimate.seconds() * estimate.seconds(), Offset.offset(1.0));
  }

  private void teach(String workerId, String kind, double secondsPerGigabyte, int jobs) {
    for (int i = 0; i < jobs; i++) {
      forecast.learn(Ended.complete(workerId, kind, GIGABYTE, secondsPerGigabyte).attempt());
    }
  }

  private static AttemptRecord record(
      String workerId, String kind, long bytes, long resultBytes, long millis, long paused) {
    return new AttemptRecord(
        "job",
        1,
        workerId,
        "film",
        "",
        null,
        kind,
        bytes,
        resultBytes,
        0,
        0,
        millis,
        millis,
        millis,
        paused,
        -1,
        JobState.COMPLETE,
        null);
  }
}
