package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

class DoorsTest {

  private static final Failure BROKEN = failure(FailureReason.TRANSFER_FAILED);

  private final Doors doors = new Doors("j1");

  @Test
  void asks_for_the_third_door_and_no_further() {
    assertThat(doors.another(BROKEN, false)).isTrue();
    assertThat(doors.another(BROKEN, false)).isTrue();
    assertThat(doors.another(BROKEN, false)).isFalse();
  }

  @Test
  void gives_up_after_the_second_that_stood_still() {
    assertThat(doors.another(BROKEN, true)).isTrue();
    assertThat(doors.another(BROKEN, true)).isFalse();
  }

  @Test
  void does_not_count_what_broke_because_staging_was_away() {
    for (int restart = 0; restart < 10; restart++) {
      assertThat(doors.another(BROKEN, true)).isTrue();
      doors.away(new IllegalStateException("nobody answers"));
      doors.away(new IllegalStateException("nobody answers"));
      doors.answered();
    }
  }

  @Test
  void asks_for_none_when_the_way_was_not_at_fault() {
    assertThat(doors.another(failure(FailureReason.WORKER_DISK_FULL), false)).isFalse();
  }

  private static Failure failure(FailureReason reason) {
    return Failures.plain(reason, "it broke", "w1");
  }
}
