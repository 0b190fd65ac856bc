package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private static final String QUARTER = "q".repeat(Outbox.MOST_UNDER_WAY / 4);
  private static final String FULL = "f".repeat(Outbox.MOST_UNDER_WAY);

  private final List<String> written = new ArrayList<>();
  private final Deque<LongConsumer> callbacks = new ArrayDeque<>();
  private int hungUp;
  private final Outbox outbox =
      new Outbox(
          (text, taken) -> {
            written.add(text);
            callbacks.add(taken);
          },
          () -> hungUp++);

  @Test
  void writes_at_once_while_the_watcher_reads() {
    for (int i = 0; i < 100; i++) {
      outbox.sendLatest("p", QUARTER, 0);
      networkTakes(1, 0);
    }

    assertThat(written).hasSize(100);
    assertThat(hungUp).isZero();
  }

  @Test
  void keeps_only_the_latest_of_values_that_replace_each_other() {
    outbox.send(FULL, 0);
    for (int i = 0; i < 1_000_000; i++) {
      outbox.sendLatest("p", "p " + i, 0);
      outbox.sendLatest("q", "q " + i, 0);
    }
    assertThat(written).containsExactly(FULL);

    networkTakes(1, 0);

    assertThat(written).containsExactly(FULL, "p 999999", "q 999999");
    assertThat(hungUp).isZero();
  }

  @Test
  void keeps_every_other_message_in_its_order() {
    outbox.send(FULL, 0);
    outbox.send("1", 0);
    outbox.sendLatest("p", "2", 0);
    outbox.send("3", 0);

    networkTakes(1, 0);

    assertThat(written).containsExactly(FULL, "1", "2", "3");
  }

  @Test
  void writes_no_more_than_its_bound_at_a_time() {
    for (int i = 0; i < 12; i++) {
      outbox.send(QUARTER, 0);
    }
    assertThat(written).hasSize(4);

    networkTakes(1, 0);
    assertThat(written).hasSize(5);
    networkTakes(4, 0);
    assertThat(written).hasSize(9);
  }

  @Test
  void hangs_up_when_too_much_waits_and_stays_silent_then() {
    outbox.send(FULL, 0);
    for (int i = 0; i < 1000; i++) {
      outbox.send(QUARTER, 0);
    }

    assertThat(hungUp).isEqualTo(1);
    networkTakes(1, 0);
    assertThat(written).containsExactly(FULL);
  }

  @Test
  void leaves_out_all_but_the_newest_of_too_many_events_and_nothing_else() {
    outbox.send(FULL, 0);
    outbox.send("answer", 0);
    for (int i = 0; i < 1000; i++) {
      outbox.sendEvent(i + QUARTER, 0);
    }
    outbox.sendLatest("p", "progress", 0);
    networkTakes(1, 0);
    for (int i = 0; i < 1000 && !callbacks.isEmpty(); i++) {
      networkTakes(1, 0);
    }

    assertThat(hungUp).isZero();
    assertThat(written).contains("answer", "progress", 999 + QUARTER).hasSizeLessThan(100);
    outbox.send(FULL, 0);
    for (int i = 0; i < 1000; i++) {
      outbox.sendEvent(QUARTER, 0);
    }
    outbox.send("late answer", 0);
    assertThat(hungUp).isZero();
  }

  @Test
  void lets_one_answer_be_larger_than_its_bounds() {
    String whole = "w".repeat(3 * Outbox.MOST_WAITING);
    outbox.send(whole, 0);
    outbox.send(whole, 0);
    networkTakes(2, 0);

    assertThat(written).containsExactly(whole, whole);
    assertThat(hungUp).isZero();
  }

  @Test
  void hangs_up_when_the_network_takes_nothing_for_long() {
    outbox.send("a", 1_000);
    outbox.check(1_000 + Outbox.PATIENCE_MILLIS);
    assertThat(hungUp).isZero();

    outbox.check(1_001 + Outbox.PATIENCE_MILLIS);
    outbox.check(1_002 + Outbox.PATIENCE_MILLIS);
    assertThat(hungUp).isEqualTo(1);
  }

  @Test
  void is_patient_while_the_network_takes_something() {
    outbox.send("a", 0);
    outbox.send("b", 0);
    networkTakes(1, 15_000);
    outbox.check(30_000);
    networkTakes(1, 30_000);
    outbox.check(900_000);
    outbox.send("c", 900_000);
    outbox.check(900_001);

    assertThat(hungUp).isZero();
  }

  @Test
  void who_leaves_while_much_waits_is_told_nothing_more() {
    outbox.send(FULL, 0);
    for (int i = 0; i < 5_000; i++) {
      outbox.send("m", 0);
    }

    outbox.end();
    networkTakes(1, 0);
    outbox.send("late", 0);

    assertThat(written).containsExactly(FULL);
    assertThat(hungUp).isZero();
  }

  @Test
  void writes_that_fail_at_once_follow_each_other_and_are_not_nested() {
    int[] depth = {0};
    int[] deepest = {0};
    Outbox failing =
        new Outbox(
            (text, taken) -> {
              written.add(text);
              if (callbacks.isEmpty()) {
                callbacks.add(taken);
                return;
              }
              depth[0]++;
              deepest[0] = Math.max(deepest[0], depth[0]);
              taken.accept(0);
              depth[0]--;
            },
            () -> hungUp++);
    failing.send(FULL, 0);
    for (int i = 0; i < 5_000; i++) {
      failing.send("m", 0);
    }

    callbacks.peek().accept(0);

    assertThat(written).hasSize(5_001);
    assertThat(deepest[0]).isEqualTo(1);
    failing.send("goes on", 0);
    assertThat(written).endsWith("goes on");
  }

  private void networkTakes(int writes, long nowMillis) {
    for (int i = 0; i < writes; i++) {
      callbacks.remove().accept(nowMillis);
    }
  }
}
