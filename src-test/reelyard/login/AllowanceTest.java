package reelyard.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllowanceTest {

  @Test
  void allows_so_many_at_once_and_so_many_a_second_from_then_on() {
    Allowance allowance = new Allowance(2, 3, 0);

    assertThat(taken(allowance, 0)).isEqualTo(3);
    assertThat(taken(allowance, 499)).isZero();
    assertThat(taken(allowance, 500)).isEqualTo(1);
    assertThat(taken(allowance, 1_500)).isEqualTo(2);
    assertThat(taken(allowance, 1_000_000)).isEqualTo(3);
  }

  private static int taken(Allowance allowance, long now) {
    int count = 0;
    while (allowance.take(now)) {
      count++;
    }
    return count;
  }
}
