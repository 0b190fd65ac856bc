package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
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

  /** Nobody reads: nothing is ever taken. */
  private final Outbox outbox = new Outbox((text, taken) -> written.add(text), () -> {});

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
    String tell = "{\"type\": \"send\", \"address\": \"reelyard.farm\"}";
    String ask = "{\"type\": \"send\", \"address\": \"reelyard.farm\", \"replyAddress\": \"r1\"}";

    for (int i = 0; i < 20; i++) {
      line.take(tell);
    }
    assertThat(written).isEmpty();
    line.take(ask);
    assertThat(written).singleElement().asString().contains("\"r1\"", "429");
    now += 500;
    line.take(tell);

    assertThat(written).hasSize(1);
    assertThat(cuts).isZero();
  }

  @Test
  void who_asks_too_often_hears_nevertheless() {
    allowances = new Allowances(1, () -> now);
    BridgeLine line = line();
    for (int i = 0; i < 11; i++) {
      line.take("{\"type\": \"send\", \"address\": \"reelyard.farm\"}");
    }
    assertThat(written).singleElement().asString().contains("too many requests");

    for (int i = 0; i < 100; i++) {
      line.take(frame("register", "reelyard.job.j" + i + ".progress"));
      line.take("{\"type\": \"ping\"}");
    }
    line.take(frame("unregister", "reelyard.job.j0.progress"));

    assertThat(written).hasSize(1);
  }

  @Test
  void who_comes_and_goes_at_an_address_all_the_time_is_slowed() {
    BridgeLine line = line();

    for (int i = 0; i < 2 * BridgeLine.MOST_HANDLERS + 1; i++) {
      line.take(frame("register", "reelyard.farm.jobs"));
      line.take(frame("unregister", "reelyard.farm.jobs"));
    }

    assertThat(written).singleElement().asString().contains("too many requests");
  }

  @Test
  void says_so_when_the_cluster_refuses_an_address() {
    FakeEars bus = new FakeEars();
    BridgeLine line = line(bus.bus());
    line.take(frame("register", "reelyard.farm.jobs"));
    line.take(frame("register", "reelyard.farm.workers"));
    line.take(frame("unregister", "reelyard.farm.workers"));

    bus.completions.forEach(each -> each.fail("the cluster is not there"));

    assertThat(written).singleElement().asString().contains("registration_failure");
    line.take(frame("register", "reelyard.farm.jobs"));
    assertThat(bus.completions).as("asked anew").hasSize(3);
  }

  @Test
  void leaves_an_address_only_once_the_cluster_knows_it() {
    FakeEars bus = new FakeEars();
    BridgeLine line = line(bus.bus());
    line.take(frame("register", "reelyard.farm.jobs"));
    line.take(frame("register", "reelyard.farm.workers"));
    line.take(frame("unregister", "reelyard.farm.jobs"));
    line.close();
    assertThat(bus.left).isEmpty();

    bus.completions.forEach(Promise::complete);

    assertThat(bus.left).containsExactlyInAnyOrder("reelyard.farm.jobs", "reelyard.farm.workers");
  }

  @Test
  void writes_nothing_to_who_left() {
    BridgeLine line = line();
    line.take(frame("register", "reelyard.nowhere"));
    line.close();

    line.take(frame("register", "reelyard.nowhere"));
    outbox.send("late", now);

    assertThat(written).hasSize(1);
  }

  private static String frame(String type, String address) {
    return new JsonObject().put("type", type).put("address", address).encode();
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
    return line(vertx.eventBus());
  }

  private BridgeLine line(EventBus bus) {
    return new BridgeLine(
        bus,
        new Visitor("vera", UserRole.VIEWER, true),
        allowances,
        outbox,
        () -> cuts++,
        () -> now);
  }
}
