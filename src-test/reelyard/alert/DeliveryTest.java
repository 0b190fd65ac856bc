package reelyard.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reelyard.model.Alert;
import reelyard.model.AlertKind;

final class DeliveryTest {

  private static final Outcome TOLD = new Outcome.Told();
  private static final Outcome DOWN = new Outcome.Failed("HTTP 502", Duration.ZERO);
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Delivery.PATIENCE.toMillis();

  private long now = Alerts.NIGHT;

  @Test
  void tells_in_order_and_one_at_a_time() {
    Delivery delivery = hook();
    assertThat(delivery.take(failures(1, 3))).isEmpty();

    List<Telling> first = delivery.next(now);
    assertThat(ids(first)).containsExactly(1L);
    assertThat(delivery.next(now)).isEmpty();
    assertThat(delivery.hasDone(1)).isFalse();
    assertThat(delivery.done(first, TOLD, now)).containsExactly(1L);
    assertThat(delivery.hasDone(1)).isTrue();
    assertThat(ids(delivery.next(now))).containsExactly(2L);
  }

  @Test
  void passes_by_what_does_not_concern_it() {
    Delivery delivery = new Delivery("quiet", alert -> List.of(), Gathering.NEVER, () -> 0);

    assertThat(delivery.take(failures(1, 3))).containsExactly(1L, 2L, 3L);
    assertThat(delivery.cursor()).isEqualTo(3);
    assertThat(delivery.hasDone(3)).isTrue();
    assertThat(delivery.hasDone(4)).isFalse();
  }

  @Test
  void an_alert_that_comes_again_is_not_taken_again() {
    Delivery delivery = hook();
    delivery.take(failures(1, 2));
    delivery.take(failures(1, 2));

    assertThat(delivery.room()).isEqualTo(Delivery.ROOM - 2);
    assertThat(tellAll(delivery)).containsExactly(1L, 2L);
  }

  @Test
  void rests_longer_after_each_failure_but_never_longer_than_a_minute() {
    Delivery delivery = hook();
    delivery.take(failures(1, 1));
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      delivery.take(failures(i + 2, 1));
      delivery.done(delivery.next(now), DOWN, now);
      long pause = delivery.untilNext(now).getAsLong();
      assertThat(delivery.next(now + pause - 1)).isEmpty();
      pauses.add(pause);
      now += pause;
    }

    assertThat(pauses).startsWith(1000L, 2000L, 4000L, 8000L).endsWith(60_000L).isSorted();
  }

  @Test
  void chance_cuts_pauses_by_up_to_a_half() {
    Backoff luckiest = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), () -> 1);

    assertThat(luckiest.millis(1)).isEqualTo(500);
    assertThat(luckiest.millis(3)).isEqualTo(2000);
    assertThat(luckiest.millis(1000)).isEqualTo(30_000);
  }

  @Test
  void leaves_a_receiver_alone_for_as_long_as_it_asks_but_no_longer_than_an_hour() {
    Delivery delivery = hook();
    delivery.take(failures(1, 1));

    delivery.done(delivery.next(now), new Outcome.Failed("HTTP 429", Duration.ofMinutes(20)), now);
    assertThat(delivery.untilNext(now)).hasValue(20 * 60_000);

    now += 20 * 60_000;
    delivery.done(delivery.next(now), new Outcome.Failed("HTTP 429", Duration.ofDays(9)), now);
    assertThat(delivery.untilNext(now)).hasValue(HOUR);
  }

  @Test
  void an_alert_that_always_fails_holds_up_no_other() {
    Delivery delivery = hook();
    delivery.take(failures(1, 4));
    List<Long> told = new ArrayList<>();
    for (int i = 0; i < 20 && told.size() < 3; i++) {
      List<Telling> next = delivery.next(now);
      if (!next.isEmpty()) {
        boolean poison = ids(next).contains(1L);
        told.addAll(delivery.done(next, poison ? DOWN : TOLD, now));
      }
      now += delivery.untilNext(now).orElse(0);
    }

    assertThat(told).containsExactly(2L, 3L, 4L);
    assertThat(delivery.hasDone(1)).isFalse();
  }

  @Test
  void a_refusal_is_final() {
    Delivery delivery = hook();
    delivery.take(failures(1, 2));

    assertThat(delivery.done(delivery.next(now), new Outcome.Refused("HTTP 404"), now))
        .containsExactly(1L);
    assertThat(ids(delivery.next(now))).containsExactly(2L);
  }

  @Test
  void alerts_that_nobody_takes_for_a_day_are_given_up() {
    Delivery delivery = hook();
    delivery.take(failures(1, 5));
    List<Long> gone = new ArrayList<>();
    while (gone.size() < 5 && now < Alerts.NIGHT + 2 * DAY) {
      List<Telling> next = delivery.next(now);
      if (!next.isEmpty()) {
        gone.addAll(delivery.done(next, DOWN, now));
      }
      now += delivery.untilNext(now).orElse(0);
    }

    assertThat(gone).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(now).isBetween(Alerts.NIGHT + DAY, Alerts.NIGHT + DAY + 2 * 60_000);
  }

  @Test
  void an_old_alert_gets_three_tries_all_the_same() {
    now = Alerts.NIGHT + 9 * DAY;
    Delivery delivery = hook();
    delivery.take(failures(1, 1));

    for (int tries = 1; tries < 3; tries++) {
      assertThat(delivery.done(delivery.next(now), DOWN, now)).isEmpty();
      now += delivery.untilNext(now).getAsLong();
    }
    assertThat(delivery.done(delivery.next(now), DOWN, now)).containsExactly(1L);
  }

  @Test
  void holds_no_more_than_it_has_room_for_and_shows_it() {
    Delivery delivery = hook();
    assertThat(delivery.room()).isEqualTo(Delivery.ROOM);

    delivery.take(failures(1, Delivery.ROOM));

    assertThat(delivery.room()).isZero();
  }

  @Test
  void ends_of_jobs_wait_for_the_summary_and_urgent_alerts_do_not() {
    Delivery delivery = mail(new Gathering(Duration.ofHours(1), 5));
    delivery.take(failures(1, 2));
    delivery.take(List.of(Alerts.of(3, AlertKind.LOW_SPACE, "attic", null)));

    List<Telling> urgent = delivery.next(now);
    assertThat(ids(urgent)).containsExactly(3L);
    delivery.done(urgent, TOLD, now);
    assertThat(delivery.next(now + 1)).isEmpty();
    assertThat(delivery.untilNext(now + 1)).hasValue(HOUR - 1);

    List<Telling> summary = delivery.next(now + HOUR);
    assertThat(ids(summary)).containsExactly(1L, 2L);
    assertThat(delivery.done(summary, TOLD, now + HOUR)).containsExactly(1L, 2L);
  }

  @Test
  void a_summary_goes_early_when_no_more_can_be_held() {
    Delivery delivery = mail(new Gathering(Duration.ofHours(1), 5));
    delivery.take(failures(1, Delivery.ROOM - 1));
    assertThat(delivery.next(now)).isEmpty();

    delivery.take(failures(Delivery.ROOM, 1));

    assertThat(delivery.next(now)).hasSize(Delivery.ROOM);
  }

  @Test
  void many_that_wait_for_one_address_go_as_one_mail() {
    Delivery delivery = mail(new Gathering(Duration.ZERO, 5));
    delivery.take(failures(1, 5));
    assertThat(delivery.next(now)).hasSize(1);

    Delivery behind = mail(new Gathering(Duration.ZERO, 5));
    behind.take(failures(1, 6));
    assertThat(behind.next(now)).hasSize(6);
  }

  @Test
  void an_alert_with_several_addresses_is_done_when_each_has_it() {
    Delivery delivery =
        new Delivery(
            "mail",
            alert ->
                List.of(
                    new Telling(alert, Topic.JOB_FAILED, "ann@example.org"),
                    new Telling(alert, Topic.JOB_FAILED, "bob@example.org")),
            new Gathering(Duration.ZERO, 5),
            () -> 0);
    delivery.take(failures(1, 1));

    assertThat(delivery.done(delivery.next(now), TOLD, now)).isEmpty();
    assertThat(delivery.done(delivery.next(now), TOLD, now)).containsExactly(1L);
  }

  @Test
  void a_clock_set_back_ends_a_rest() {
    Delivery delivery = hook();
    delivery.take(failures(1, 1));
    delivery.done(delivery.next(now), DOWN, now);

    assertThat(delivery.next(now - DAY)).hasSize(1);
  }

  private static Delivery hook() {
    return mail(Gathering.NEVER);
  }

  private static Delivery mail(Gathering gathering) {
    return new Delivery(
        "the receiver",
        alert -> List.of(new Telling(alert, Topic.valueOf(alert.kind().name()), "ann@example.org")),
        gathering,
        () -> 0);
  }

  private static List<Alert> failures(long first, int count) {
    return LongStream.range(first, first + count).mapToObj(Alerts::failed).toList();
  }

  private static List<Long> ids(List<Telling> tellings) {
    return tellings.stream().map(telling -> telling.alert().id()).toList();
  }

  private List<Long> tellAll(Delivery delivery) {
    List<Long> told = new ArrayList<>();
    for (List<Telling> next = delivery.next(now); !next.isEmpty(); next = delivery.next(now)) {
      told.addAll(delivery.done(next, TOLD, now));
    }
    return told;
  }
}
