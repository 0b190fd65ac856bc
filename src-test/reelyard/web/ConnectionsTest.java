package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reelyard.login.Pass;
import reelyard.login.Visitor;
import reelyard.model.UserRole;

/** What becomes of connections that stand still. */
class ConnectionsTest {

  private static final long MINUTE = 60_000;

  private final Map<String, Boolean> cut = new HashMap<>();
  private final Connections<String> connections = new Connections<>(new WebLimits(10, 3, 60, 200));

  @Test
  void one_without_a_request_is_closed_after_a_minute() {
    open("a", "10.0.0.1");
    connections.check(MINUTE - 1);
    assertThat(cut).isEmpty();

    connections.check(MINUTE);
    assertThat(cut).containsOnlyKeys("a");
  }

  @Test
  void time_begins_anew_with_each_request_and_each_answer() {
    open("a", "10.0.0.1");
    connections.begun("a", () -> -1, 50_000);
    connections.ended("a", 100_000);
    connections.check(159_999);
    assertThat(cut).isEmpty();
    connections.check(160_000);
    assertThat(cut).containsOnlyKeys("a");
  }

  @Test
  void a_request_that_is_whole_may_wait_for_its_answer_for_long() {
    open("a", "10.0.0.1");
    connections.begun("a", () -> -1, 0);
    for (long now = MINUTE; now < 20 * MINUTE; now += MINUTE) {
      connections.check(now);
    }
    assertThat(cut).isEmpty();
  }

  @Test
  void a_body_may_be_slow_but_not_by_drops() {
    open("slow", "10.0.0.1");
    open("drops", "10.0.0.2");
    long[] now = {0};
    connections.begun("slow", () -> now[0] * 2, 0);
    connections.begun("drops", () -> now[0] / 1_000, 0);
    for (now[0] = 1_000; now[0] <= 10 * MINUTE; now[0] += 1_000) {
      connections.check(now[0]);
    }
    assertThat(cut).containsOnlyKeys("drops");
  }

  @Test
  void each_address_has_so_many_and_this_machine_as_many_as_there_are() {
    for (String name : new String[] {"a", "b", "c"}) {
      assertThat(open(name, "10.0.0.1")).isTrue();
    }
    assertThat(open("d", "10.0.0.1")).isFalse();
    assertThat(open("d", "10.0.0.2")).isTrue();
    connections.closed("a");
    assertThat(open("e", "10.0.0.1")).isTrue();

    for (int i = 0; i < 6; i++) {
      assertThat(open("own" + i, null)).isTrue();
    }
    assertThat(connections.size()).isEqualTo(10);
    assertThat(cut).isEmpty();
  }

  @Test
  void only_strangers_count_at_their_address() {
    for (String name : new String[] {"anna", "ben", "cleo"}) {
      open(name, "10.0.0.1");
      connections.known(name, pass(name));
      connections.known(name, pass(name));
    }
    for (String name : new String[] {"a", "b", "c"}) {
      assertThat(open(name, "10.0.0.1")).as(name).isTrue();
    }
    assertThat(open("d", "10.0.0.1")).isFalse();

    connections.closed("anna");
    assertThat(open("d", "10.0.0.1")).as("anna did not count any more").isFalse();
    connections.closed("a");
    assertThat(open("d", "10.0.0.1")).isTrue();
  }

  @Test
  void who_is_known_stays_when_strangers_take_all_the_rest() {
    open("anna", "10.0.0.9");
    connections.begun("anna", () -> -1, 0);
    connections.known("anna", pass("anna"));
    for (int i = 0; i < 9; i++) {
      assertThat(open("stranger" + i, "10.0.1." + i, i)).isTrue();
    }

    assertThat(open("ben", "10.0.2.1", 20)).isTrue();
    assertThat(cut).containsOnlyKeys("stranger0");
    assertThat(open("own", null, 21)).isTrue();
    assertThat(cut).containsOnlyKeys("stranger0", "stranger1");
    assertThat(connections.size()).isEqualTo(10);
  }

  @Test
  void none_is_let_in_where_all_are_known() {
    for (int i = 0; i < 10; i++) {
      open("a" + i, "10.0.1." + i);
      connections.known("a" + i, pass("a" + i));
    }

    assertThat(open("one too many", null)).isFalse();
    assertThat(cut).isEmpty();
  }

  @Test
  void an_answer_that_nobody_takes_is_no_reason_to_stay() {
    open("takes", "10.0.0.1");
    open("drips", "10.0.0.2");
    open("file", "10.0.0.3");
    long[] now = {0};
    connections.begun("takes", () -> stuck(now[0] * 2).bytes(), 0);
    connections.begun("drips", () -> stuck(now[0] / 1_000).bytes(), 0);
    connections.begun("file", () -> new Motion(true, 9, true, false, 200_000, now[0]).bytes(), 0);

    for (now[0] = 1_000; now[0] <= 3 * MINUTE; now[0] += 1_000) {
      connections.check(now[0]);
    }
    assertThat(cut).as("a file goes its way unseen").containsOnlyKeys("drips");
    for (; now[0] <= 7 * MINUTE; now[0] += 1_000) {
      connections.check(now[0]);
    }
    assertThat(cut).containsOnlyKeys("drips", "file");
  }

  private static Motion stuck(long written) {
    return new Motion(true, 9, false, true, written, 0);
  }

  @Test
  void whoever_may_no_longer_be_there_is_cut_while_he_waits_or_hears() {
    Pass anna = pass("anna");
    Pass ben = pass("ben");
    for (String name : new String[] {"anna", "ben", "idle"}) {
      open(name, null);
      connections.begun(name, () -> -1, 0);
    }
    connections.known("anna", anna);
    connections.known("ben", ben);
    connections.known("idle", anna);
    connections.ended("idle", 0);
    assertThat(connections.passes()).containsExactlyInAnyOrder(anna, ben);

    connections.cut(Set.of(anna));
    assertThat(cut).containsOnlyKeys("anna");
  }

  private boolean open(String name, String client) {
    return open(name, client, 0);
  }

  private boolean open(String name, String client, long now) {
    return connections.opened(name, client, () -> cut.put(name, true), now);
  }

  private static Pass pass(String name) {
    return new Pass(new Visitor(name, UserRole.VIEWER, true), Pass.Proof.SESSION, name, "x");
  }
}
