package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLimiterTest {

  private final HandTimers timers = new HandTimers();
  private final List<Integer> passed = new ArrayList<>();
  private final ProgressLimiter<Integer> limiter =
      new ProgressLimiter<>(Duration.ofMillis(100), timers, passed::add);

  @Test
  void passes_the_first_value_at_once() {
    limiter.offer(1);

    assertThat(passed).containsExactly(1);
  }

  @Test
  void passes_the_latest_of_what_came_too_soon_when_its_time_has_come() {
    limiter.offer(1);
    limiter.offer(2);
    limiter.offer(3);
    timers.pass(99);
    assertThat(passed).containsExactly(1);

    timers.pass(1);

    assertThat(passed).containsExactly(1, 3);
  }

  @Test
  void never_passes_more_than_one_value_a_gap_and_never_loses_the_last() {
    for (int i = 0; i <= 1000; i++) {
      limiter.offer(i);
      timers.pass(7);
    }
    timers.pass(100);

    assertThat(passed).hasSizeBetween(65, 72).endsWith(1000).isSorted();
  }

  @Test
  void is_ready_at_once_again_after_a_quiet_time() {
    limiter.offer(1);
    timers.pass(500);

    limiter.offer(2);

    assertThat(passed).containsExactly(1, 2);
  }

  @Test
  void an_urgent_value_does_not_wait_and_outdates_the_pending_one() {
    limiter.offer(1);
    limiter.offer(2);
    limiter.urge(3);
    timers.pass(500);

    assertThat(passed).containsExactly(1, 3);
  }

  @Test
  void says_what_is_pending_when_it_finishes_and_then_nothing() {
    limiter.offer(1);
    limiter.offer(2);
    limiter.finish();
    limiter.offer(3);
    limiter.urge(4);
    timers.pass(500);

    assertThat(passed).containsExactly(1, 2);
  }

  @Test
  void says_nothing_once_dropped() {
    limiter.offer(1);
    limiter.offer(2);
    limiter.drop();
    timers.pass(500);

    assertThat(passed).containsExactly(1);
  }
}
