package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TellerTest {

  private static final long NOON = 1_795_262_400_000L;

  private final Teller teller = new Teller();

  @Test
  void the_first_who_asks_tells_as_long_as_it_goes_on_asking() {
    for (int minute = 0; minute < 10; minute++) {
      assertThat(teller.mayTell("a", NOON + minute * 60_000L)).isTrue();
      assertThat(teller.mayTell("b", NOON + minute * 60_000L + 59_999)).isFalse();
    }
  }

  @Test
  void another_takes_over_when_it_falls_silent() {
    teller.mayTell("a", NOON);

    assertThat(teller.mayTell("b", NOON + 120_000)).isFalse();
    assertThat(teller.mayTell("b", NOON + 120_001)).isTrue();
    assertThat(teller.mayTell("a", NOON + 120_002)).isFalse();
  }

  @Test
  void a_clock_set_back_locks_nobody_out() {
    teller.mayTell("a", NOON);

    assertThat(teller.mayTell("b", NOON - 86_400_000)).isTrue();
  }
}
