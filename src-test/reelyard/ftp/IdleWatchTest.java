package reelyard.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import org.junit.jupiter.api.Test;

class IdleWatchTest {

  private final IdleWatch watch = new IdleWatch(100);
  private int closed;
  private final Closeable connection = () -> closed++;

  @Test
  void closes_once_what_was_silent_for_too_long() {
    watch.watch(connection);
    watch.look(1_000);
    watch.look(1_099);
    assertThat(closed).isZero();

    watch.look(1_100);
    watch.look(9_000);
    assertThat(closed).isEqualTo(1);
  }

  @Test
  void leaves_alone_what_moves_however_slowly() {
    IdleWatch.Pulse pulse = watch.watch(connection);
    for (long now = 0; now < 2_000; now += 90) {
      pulse.beat();
      watch.look(now);
    }

    assertThat(closed).isZero();
  }

  @Test
  void closes_all_when_it_ends_and_what_comes_later_at_once() {
    watch.watch(connection);
    watch.watch(connection).close();
    watch.end();
    assertThat(closed).isEqualTo(1);

    watch.watch(connection);
    watch.look(9_000);
    assertThat(closed).isEqualTo(2);
  }

  @Test
  void looks_no_more_at_what_is_over() {
    watch.watch(connection).close();
    watch.look(0);
    watch.look(1_000);

    assertThat(closed).isZero();
  }
}
