package reelyard.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PortRangeTest {

  private static final long LONG = TimeUnit.SECONDS.toNanos(20);

  @Test
  void lends_each_port_once() {
    PortRange ports = new PortRange("15900-15902");

    assertThat(ports.lend(0)).isEqualTo(15900);
    assertThat(ports.lend(0)).isEqualTo(15901);
    assertThat(ports.lend(0)).isEqualTo(15902);
    assertThat(ports.lend(0)).isEqualTo(PortRange.NONE);
    assertThat(ports.size()).isEqualTo(3);
  }

  @Test
  void lends_the_one_that_came_back_first() {
    PortRange ports = new PortRange("15900-15901");
    ports.lend(0);
    ports.giveBack(15900);

    assertThat(ports.lend(0)).isEqualTo(15901);
    assertThat(ports.lend(0)).isEqualTo(15900);
  }

  @Test
  void who_waits_gets_the_port_that_comes_back() throws Exception {
    PortRange ports = new PortRange("15900");
    ports.lend(0);
    CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> ports.lend(LONG));
    ports.giveBack(15900);

    assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(15900);
  }

  @Test
  void takes_back_nothing_twice_and_nothing_foreign() {
    PortRange ports = new PortRange("15900");
    ports.giveBack(15900);
    ports.giveBack(22);
    ports.lend(0);
    ports.giveBack(15900);
    ports.giveBack(15900);

    assertThat(ports.size()).isEqualTo(1);
    assertThat(ports.lend(0)).isEqualTo(15900);
    assertThat(ports.lend(0)).isEqualTo(PortRange.NONE);
  }

  @Test
  void any_port_is_always_free() {
    PortRange ports = new PortRange("0");
    ports.giveBack(40_000);

    assertThat(ports.lend(0)).isZero();
    assertThat(ports.lend(0)).isZero();
    assertThat(ports.size()).isZero();
  }
}
