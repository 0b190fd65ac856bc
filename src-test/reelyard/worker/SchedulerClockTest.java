package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SchedulerClockTest {

  /** The scheduler's clock goes ahead of the worker's by so much. */
  private static final long AHEAD = 1_000_000;

  private long steady = 5_000;
  private long wall = 70_000;
  private final SchedulerClock clock =
      new SchedulerClock(() -> steady * 1_000_000, () -> Instant.ofEpochMilli(wall));

  @Test
  void obeys_before_the_deadline_and_not_after() {
    answer(10);

    assertThat(clock.passed(scheduler() + 100)).isFalse();
    pass(200);
    assertThat(clock.passed(scheduler() - 100)).isTrue();
    assertThat(clock.passed(scheduler() + 100)).isFalse();
  }

  @Test
  void knows_a_late_order_after_it_was_frozen() {
    answer(10);
    long deadline = scheduler() + 4_000;

    pass(60_000);

    assertThat(clock.passed(deadline)).isTrue();
  }

  @Test
  void an_answer_that_lay_around_while_it_was_frozen_teaches_nothing_wrong() {
    answer(10);
    long asked = clock.steadyMillis();
    long stale = scheduler();
    pass(60_000);

    clock.learned(asked, stale);

    assertThat(clock.passed(scheduler() - 100)).isTrue();
    assertThat(clock.passed(scheduler() + 100)).isFalse();
  }

  @Test
  void what_may_be_late_counts_as_late() {
    long asked = clock.steadyMillis();
    pass(60_000);

    clock.learned(asked, scheduler());

    assertThat(clock.passed(scheduler() + 10_000)).isTrue();
    answer(10);
    assertThat(clock.passed(scheduler() + 10_000)).isFalse();
  }

  @Test
  void a_slow_answer_does_not_blur_what_a_quick_one_taught() {
    answer(10);
    long asked = clock.steadyMillis();
    pass(60_000);

    clock.learned(asked, scheduler());

    assertThat(clock.passed(scheduler() + 1_000)).isFalse();
    assertThat(clock.passed(scheduler() - 1_000)).isTrue();
  }

  @Test
  void follows_another_scheduler_whose_clock_is_ahead() {
    answer(10);
    long ahead = scheduler() + 3_600_000;

    clock.learned(clock.steadyMillis(), ahead);

    assertThat(clock.passed(ahead + 1_000)).isFalse();
    assertThat(clock.passed(ahead - 1_000)).isTrue();
  }

  @Test
  void follows_another_scheduler_whose_clock_is_behind() {
    answer(10);
    long behind = scheduler() - 3_600_000;

    clock.learned(clock.steadyMillis(), behind);

    assertThat(clock.passed(behind + 1_000)).isFalse();
    assertThat(clock.passed(behind - 1_000)).isTrue();
  }

  @Test
  void forgets_what_it_knew_when_the_machine_slept() {
    answer(10);

    wall += 60_000;

    assertThat(clock.passed(scheduler() + 1_000)).isTrue();
    answer(10);
    assertThat(clock.passed(scheduler() + 1_000)).isFalse();
  }

  @Test
  void takes_no_deadline_for_met_before_it_heard_the_time() {
    assertThat(clock.passed(Long.MAX_VALUE)).isTrue();
    assertThat(clock.passed(0)).isFalse();
  }

  private long scheduler() {
    return steady + AHEAD;
  }

  private void pass(long millis) {
    steady += millis;
    wall += millis;
  }

  private void answer(long roundTrip) {
    long asked = clock.steadyMillis();
    pass(roundTrip / 2);
    long said = scheduler();
    pass(roundTrip / 2);
    clock.learned(asked, said);
  }
}
