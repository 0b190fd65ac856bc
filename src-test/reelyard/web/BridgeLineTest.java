package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reelyard.login.Visitor;
import reelyard.model.UserRole;

class BridgeLineTest {

  private static Vertx vertx;

  private final List<String> written = new ArrayList<>();
  private long now = 1_000;
  private int cuts;
  private Allowances allowances = new Allowances(1_000_000, () -> now);

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    vertx.close();
  }

  @Test
  void writes_only_so_much_to_who_reads_nothing_and_cuts_him() {
    BridgeLine line = line();

    for (int i = 0; i < 100_000; i++) {
      line.take("{}");
    }

    assertThat(written).hasSize(BridgeLine.MOST_REFUSED);
    assertThat(cuts).isEqualTo(1);
  }

  @Test
  void bears_with_who_is_wrong_now_and_then() {
    BridgeLine line = line();

    for (int i = 0; i < 1_000; i++) {
      line.take("{\"type\": \"register\", \"address\": \"reelyard.nowhere\"}");
      now += 100;
    }

    assertThat(written).hasSize(1_000);
    assertThat(cuts).isZero();
  }

  @Test
  void tells_who_asks_too_often_to_ask_less() {
    allowances = new Allowances(2, () -> now);
    BridgeLine line = line();
    String ask = "{\"type\": \"send\", \"address\": \"reelyard.farm\", \"replyAddress\": \"r1\"}";

    for (int i = 0; i < 20; i++) {
      line.take("{\"type\": \"ping\"}");
    }
    assertThat(written).isEmpty();
    line.take(ask);
    assertThat(written).singleElement().asString().contains("\"r1\"", "429");
    now += 500;
    line.take("{\"type\": \"ping\"}");

    assertThat(written).hasSize(1);
    assertThat(cuts).isZero();
  }

  @Test
  void is_silent_once_no_ping_came_for_so_long() {
    BridgeLine line = line();
    now += 29_999;
    assertThat(line.isSilent(30_000)).isFalse();
    now++;
    assertThat(line.isSilent(30_000)).isTrue();

    line.take("{\"type\": \"ping\"}");

    assertThat(line.isSilent(30_000)).isFalse();
    assertThat(written).isEmpty();
  }

  private BridgeLine line() {
    return new BridgeLine(
        vertx.eventBus(),
        new Visitor("vera", UserRole.VIEWER, true),
        allowances,
        new Outbox(
            // Nobody reads: nothing is ever taken.
            (text, taken) -> written.add(text), () -> {}),
        () -> cuts++,
        () -> now);
  }
}
