package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SilenceTest {

  private static final Duration IDLE = Duration.ofSeconds(3);

  private final Silence silence = new Silence(Duration.ofSeconds(10), 0);

  @Test
  void is_hung_when_it_has_no_news_and_uses_no_processor() {
    assertThat(silence.suspicious(seconds(4))).isFalse();
    assertThat(silence.suspicious(seconds(6))).isTrue();
    assertThat(silence.hung(seconds(6), IDLE)).isFalse();
    assertThat(silence.hung(seconds(9), IDLE)).isFalse();
    assertThat(silence.hung(seconds(11), IDLE.plusMillis(20))).isTrue();
  }

  @Test
  void is_alive_while_it_computes() {
    silence.hung(seconds(6), IDLE);

    assertThat(silence.hung(seconds(11), IDLE.plusSeconds(4))).isFalse();
    assertThat(silence.suspicious(seconds(12))).isFalse();

    silence.hung(seconds(17), IDLE.plusSeconds(4));
    assertThat(silence.hung(seconds(22), IDLE.plusSeconds(4))).isTrue();
  }

  @Test
  void is_alive_when_it_has_news() {
    silence.hung(seconds(6), IDLE);
    silence.news(seconds(9));

    assertThat(silence.suspicious(seconds(12))).isFalse();
    assertThat(silence.hung(seconds(15), IDLE)).isFalse();
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
