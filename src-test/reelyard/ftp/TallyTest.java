package reelyard.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {

  private final Tally tally = new Tally();

  @Test
  void lets_in_so_many_of_each() {
    assertThat(tally.enter("attic", 2)).isTrue();
    assertThat(tally.enter("attic", 2)).isTrue();
    assertThat(tally.enter("attic", 2)).isFalse();
    assertThat(tally.enter("cellar", 2)).isTrue();

    tally.leave("attic");

    assertThat(tally.enter("attic", 2)).isTrue();
    assertThat(tally.enter("attic", 2)).isFalse();
  }

  @Test
  void forgets_who_left() {
    for (int i = 0; i < 1_000; i++) {
      tally.enter("worker " + i, 1);
      tally.leave("worker " + i);
      tally.leave("worker " + i);
    }

    assertThat(tally.size()).isZero();
  }
}
