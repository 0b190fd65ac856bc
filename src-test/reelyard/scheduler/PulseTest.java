package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import reelyard.message.JobView;
import reelyard.message.Throughput;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.Phase;
import reelyard.model.Progress;
import reelyard.model.SpeedUnit;
import reelyard.model.Stage;

class PulseTest {

  private static final long MINUTE = 60_000;
  private static final long START = 1_795_294_800_000L / MINUTE * MINUTE;

  private final Pulse pulse = new Pulse();

  private void reports(String job, Stage stage, double speed, long from, long until) {
    for (long now = from; now <= until; now += 1000) {
      pulse.on(report(job, stage, Phase.ENCODING, speed), START + now);
    }
  }

  private static Progress report(String job, Stage stage, Phase phase, double speed) {
    SpeedUnit unit =
        stage == Stage.TRANSCODING ? SpeedUnit.FRAMES_PER_SECOND : SpeedUnit.MB_PER_SECOND;
    return new Progress(job, 1, "attic", stage, phase, 5, -1, speed, unit, 1, 1, 0);
  }

  private Throughput at(long millis) {
    return pulse.throughput(START + millis, 7);
  }

  @Test
  void shows_the_farms_frames_and_bytes_a_second_by_the_minute() {
    reports("a", Stage.TRANSCODING, 30, 0, 120_000);
    reports("b", Stage.TRANSCODING, 60, 60_000, 120_000);
    reports("c", Stage.FETCHING, 100, 90_000, 120_000);
    reports("d", Stage.RETURNING, 2, 0, 30_000);

    Throughput shown = at(180_000);

    assertThat(shown.stepSeconds()).isEqualTo(60);
    assertThat(shown.endMillis()).isEqualTo(START + 240_000);
    assertThat(shown.fps()).containsExactly(30.0, 90.0, 0.0, 0.0);
    assertThat(shown.fetchBytesPerSecond()).containsExactly(0.0, 50e6, 0.0, 0.0);
    assertThat(shown.returnBytesPerSecond()).containsExactly(1e6, 0.0, 0.0, 0.0);
    assertThat(shown.savedBytes()).isEqualTo(7);
  }

  @Test
  void shows_the_minute_that_is_not_over_as_fast_as_it_is() {
    reports("a", Stage.TRANSCODING, 30, 0, 20_000);

    assertThat(at(20_000).fps().get(0)).isEqualTo(30, within(0.1));
  }

  @Test
  void does_not_count_a_silent_attempt_for_long() {
    pulse.on(report("a", Stage.TRANSCODING, Phase.ENCODING, 60), START);
    pulse.on(report("a", Stage.TRANSCODING, Phase.ENCODING, 60), START + 600_000);

    assertThat(at(600_000).fps().subList(0, 2)).containsExactly(5.0, 0.0);
  }

  @Test
  void counts_nothing_while_an_attempt_is_paused_or_says_nonsense() {
    for (long now = 0; now < MINUTE; now += 1000) {
      pulse.on(report("a", Stage.TRANSCODING, Phase.PAUSED, 60), START + now);
      pulse.on(report("b", Stage.TRANSCODING, Phase.ENCODING, Double.NaN), START + now);
      pulse.on(report("c", Stage.TRANSCODING, Phase.ENCODING, -5), START + now);
    }
    assertThat(at(MINUTE - 1).fps()).containsExactly(0.0);
  }

  @Test
  void keeps_a_day_and_forgets_what_lies_before() {
    reports("a", Stage.TRANSCODING, 30, 0, 60_000);
    pulse.on(job("a", 1, JobState.QUEUED, 0), START + 60_000);
    long day = 1440 * MINUTE;

    assertThat(at(day - MINUTE).fps()).hasSize(1440).startsWith(30.0, 0.0);
    assertThat(at(day).fps()).hasSize(1440).containsOnly(0.0);
    reports("b", Stage.TRANSCODING, 10, day, day + 60_000);
    assertThat(at(day + 60_000).fps()).hasSize(1440).endsWith(10.0, 0.0).doesNotContain(30.0);
  }

  @Test
  void counts_each_job_once_when_it_is_complete() {
    pulse.on(job("a", 1, JobState.RUNNING, 0), START);
    pulse.on(job("a", 1, JobState.COMPLETE, START + 1000), START + 1000);
    // Such as archived.
    pulse.on(job("a", 1, JobState.COMPLETE, START + 1000), START + 2000);
    pulse.on(job("b", 1, JobState.FAILED, START + 2000), START + 2000);
    // It ended long ago and is only shown again.
    pulse.on(job("c", 1, JobState.COMPLETE, START - 600_000), START + 2000);
    pulse.on(job("a", 2, JobState.COMPLETE, START + 70_000), START + 70_000);

    assertThat(at(70_000).completed()).containsExactly(1L, 1L);
  }

  @Test
  void counts_no_late_report_of_an_attempt_that_is_over() {
    reports("a", Stage.TRANSCODING, 30, 0, 10_000);
    pulse.on(job("a", 1, JobState.COMPLETE, START + 10_000), START + 10_000);
    reports("a", Stage.TRANSCODING, 30, 11_000, 59_000);

    assertThat(at(MINUTE).fps().get(0)).isEqualTo(5.0);
    assertThat(pulse.remembered()).isZero();
  }

  @Test
  void does_not_take_reports_of_two_attempts_for_one() {
    pulse.on(report("a", Stage.TRANSCODING, Phase.ENCODING, 60), START);
    Progress second =
        new Progress(
            "a",
            2,
            "cellar",
            Stage.FETCHING,
            Phase.ENCODING,
            5,
            -1,
            1,
            SpeedUnit.MB_PER_SECOND,
            1,
            1,
            0);
    pulse.on(second, START + 1000);
    pulse.on(report("a", Stage.TRANSCODING, Phase.ENCODING, 60), START + 2000);

    assertThat(at(MINUTE).fps().get(0)).isEqualTo(2.0);
  }

  @Test
  void forgets_attempts_of_whose_end_nobody_told() {
    for (int i = 0; i < 100; i++) {
      pulse.on(report("a" + i, Stage.TRANSCODING, Phase.ENCODING, 60), START);
    }
    pulse.on(report("b", Stage.TRANSCODING, Phase.ENCODING, 0), START + 2 * MINUTE);

    assertThat(pulse.remembered()).isEqualTo(1);
    assertThat(at(2 * MINUTE).fps().get(0)).isEqualTo(500.0);
  }

  @Test
  void begins_when_the_first_thing_is_heard() {
    assertThat(at(0).fps()).hasSize(1);
    pulse.on(job("a", 1, JobState.RUNNING, 0), START);
    assertThat(at(180_000).fps()).hasSize(4);
  }

  private void moves(String id, JobState state, Stage stage, long seconds) {
    pulse.on(
        job(id, 1, state, state.ended() ? START + seconds * 1000 : 0, stage, 6_000_000, 600_000),
        START + seconds * 1000);
  }

  @Test
  void counts_what_moved_too_fast_to_be_reported() {
    moves("a", JobState.QUEUED, Stage.QUEUED, 0);
    moves("a", JobState.RUNNING, Stage.FETCHING, 1);
    moves("a", JobState.RUNNING, Stage.TRANSCODING, 2);
    moves("a", JobState.RUNNING, Stage.RETURNING, 3);
    moves("a", JobState.COMPLETE, Stage.COMPLETE, 4);
    // Such as archived.
    moves("a", JobState.COMPLETE, Stage.COMPLETE, 5);

    assertThat(at(MINUTE).fetchBytesPerSecond().get(0)).isEqualTo(100_000);
    assertThat(at(MINUTE).returnBytesPerSecond().get(0)).isEqualTo(10_000);
  }

  @Test
  void counts_no_byte_twice() {
    moves("a", JobState.RUNNING, Stage.FETCHING, 0);
    pulse.on(report("a", Stage.FETCHING, Phase.ENCODING, 2), START + 1000);
    pulse.on(report("a", Stage.FETCHING, Phase.ENCODING, 2), START + 2000);
    pulse.on(report("a", Stage.RETURNING, Phase.ENCODING, 0.5), START + 3000);
    moves("a", JobState.RUNNING, Stage.RETURNING, 3);
    moves("a", JobState.COMPLETE, Stage.COMPLETE, 4);

    assertThat(at(MINUTE).fetchBytesPerSecond().get(0)).isEqualTo(100_000);
    assertThat(at(MINUTE).returnBytesPerSecond().get(0)).isEqualTo(10_000);
  }

  @Test
  void leaves_out_what_arrived_before_it_listened() {
    moves("a", JobState.RUNNING, Stage.TRANSCODING, 0);
    moves("a", JobState.RUNNING, Stage.RETURNING, 1);

    assertThat(at(MINUTE).fetchBytesPerSecond().get(0)).isZero();
  }

  private static JobView job(String id, int attempt, JobState state, long ended) {
    return job(id, attempt, state, ended, Stage.QUEUED, 0, 0);
  }

  private static JobView job(
      String id, int attempt, JobState state, long ended, Stage stage, long in, long out) {
    JobSpec spec = JobSpec.of("/in", "/out", "Fast", 1);
    return new JobView(
        id,
        "n",
        "",
        "",
        spec.input(),
        spec.output(),
        "Fast",
        50,
        "",
        state,
        false,
        false,
        stage,
        attempt,
        "attic",
        in,
        out,
        0,
        0,
        0,
        ended,
        null,
        null,
        "",
        null,
        0,
        null);
  }
}
