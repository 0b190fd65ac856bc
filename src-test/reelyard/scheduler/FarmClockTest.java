package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FarmClockTest {

  private long wall = FarmInHand.SUNDAY_10;
  private long steady = -5_000_000_000L;
  private final FarmClock clock = new FarmClock(() -> wall, () -> steady);

  private void pass(long millis) {
    wall += millis;
    steady += millis * 1_000_000;
  }

  @Test
  void runs_steadily_between_ticks_whatever_people_set() {
    pass(1_500);
    wall -= 3_600_000;
    assertThat(clock.now()).isEqualTo(FarmInHand.SUNDAY_10 + 1_500);
  }

  @Test
  void steps_at_a_tick_to_where_the_machines_clock_was_set() {
    wall += 7_200_000;
    assertThat(clock.follow()).isEqualTo(wall);
    pass(1_000);
    assertThat(clock.now()).isEqualTo(wall);
    wall -= 3_600_000;
    assertThat(clock.follow()).isEqualTo(wall);
  }

  @Test
  void wakes_up_with_the_machine_whose_steady_clock_slept() {
    pass(1_000);
    wall += 8 * 3_600_000;
    assertThat(clock.follow()).isEqualTo(FarmInHand.SUNDAY_10 + 1_000 + 8 * 3_600_000);
  }

  @Test
  void leaves_small_differences_to_be() {
    wall += 1_900;
    assertThat(clock.follow()).isEqualTo(FarmInHand.SUNDAY_10);
  }
}
