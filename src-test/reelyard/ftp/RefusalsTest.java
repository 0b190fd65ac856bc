package reelyard.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private final LogLines log = new LogLines(Refusals.class.getName());
  private final HandMeter clock = new HandMeter();
  private final Refusals refusals = new Refusals("staging", clock);

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void tells_who_was_refused_what_and_what_to_do() {
    refusals.refused(
        client("10.0.0.7"), Refusals.Kind.CONNECTION, "a connection: all 256 are in use");

    assertThat(log.lines())
        .containsExactly(
            "WARNING staging refused 10.0.0.7 a connection: all 256 are in use: if it is a worker"
                + " that needs more, raise the limit in the section staging.limits");
  }

  @Test
  void of_thousands_it_tells_a_few_and_how_many_they_were() {
    for (int i = 0; i < 10_000; i++) {
      refusals.refused(client("10.0.0.7"), Refusals.Kind.LOGIN, "a login");
    }
    assertThat(log.lines()).hasSize(5);
    assertThat(refusals.count(Refusals.Kind.LOGIN)).isEqualTo(10_000);

    clock.pass(Duration.ofMinutes(1));
    refusals.refused(client("10.0.0.7"), Refusals.Kind.LOGIN, "a login");

    assertThat(log.lines()).hasSize(6);
    assertThat(log.lines().get(5)).contains("(and 9995 more like it before)");
  }

  @Test
  void another_address_and_another_kind_have_lines_of_their_own() {
    for (int i = 0; i < 100; i++) {
      refusals.refused(client("10.0.0.7"), Refusals.Kind.LOGIN, "a login");
    }
    refusals.refused(client("10.0.0.8"), Refusals.Kind.LOGIN, "a login");
    refusals.refused(client("10.0.0.7"), Refusals.Kind.ESCAPE, "a path");

    assertThat(log.lines()).hasSize(7);
  }

  @Test
  void a_crowd_of_addresses_fills_no_disk_and_no_memory() {
    for (int i = 0; i < 20_000; i++) {
      refusals.refused(
          client("10.%d.%d.7".formatted(i / 256, i % 256)), Refusals.Kind.LOGIN, "a login");
    }

    assertThat(log.lines()).hasSize(100);
  }

  @Test
  void whoever_has_a_network_of_ipv6_has_no_more_lines_than_one_address() {
    for (int i = 0; i < 100; i++) {
      refusals.refused(
          client("2001:db8:0:1::" + Integer.toHexString(i)), Refusals.Kind.LOGIN, "a login");
    }
    refusals.refused(client("2001:db8:0:2::1"), Refusals.Kind.LOGIN, "a login");

    assertThat(log.lines()).hasSize(6);
  }

  @Test
  void sums_up_at_its_end_what_there_was() {
    refusals.end();
    assertThat(log.lines()).isEmpty();

    refusals.refused(client("10.0.0.7"), Refusals.Kind.LOGIN, "a login");
    refusals.refused(client("10.0.0.7"), Refusals.Kind.DATA, "data");
    refusals.refused(client("10.0.0.8"), Refusals.Kind.LOGIN, "a login");
    refusals.end();

    assertThat(log.lines())
        .last()
        .isEqualTo("INFO staging refused while it ran: 2 × login, 1 × data");
  }

  private static InetSocketAddress client(String address) {
    return new InetSocketAddress(address, 4711);
  }
}
