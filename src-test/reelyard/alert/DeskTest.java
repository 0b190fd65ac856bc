package reelyard.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reelyard.model.Alert;

final class DeskTest {

  private final Delivery phone = delivery();
  private final Delivery desk = delivery();
  private final Desk all = new Desk(List.of(phone, desk));

  @Test
  void an_alert_may_go_only_when_all_were_told() {
    all.take(phone, alerts(2));
    tell(phone);
    tell(phone);
    assertThat(all.told()).isEmpty();

    all.take(desk, alerts(1));
    tell(desk);
    assertThat(all.told()).contains(1L);

    all.acknowledged(1);
    assertThat(all.told()).isEmpty();
    all.take(desk, alerts(2));
    tell(desk);
    assertThat(all.told()).contains(2L);
  }

  @Test
  void a_receiver_that_is_down_holds_up_no_other() {
    all.take(phone, alerts(Delivery.ROOM));
    assertThat(all.room(phone)).isZero();

    for (int page = 0; page < 10; page++) {
      all.take(desk, alerts(Delivery.ROOM * (page + 1L)));
      for (int i = 0; i < Delivery.ROOM; i++) {
        tell(desk);
      }
    }

    assertThat(desk.cursor()).isEqualTo(Delivery.ROOM * 10L);
    assertThat(all.told()).isEmpty();
  }

  @Test
  void another_process_starts_from_the_beginning() {
    all.take(phone, alerts(3));
    List<Telling> underWay = phone.next(Alerts.NIGHT);
    all.forget();
    all.done(phone, underWay, new Outcome.Told(), Alerts.NIGHT);

    assertThat(phone.cursor()).isZero();
    assertThat(all.told()).isEmpty();
  }

  private void tell(Delivery delivery) {
    all.done(delivery, delivery.next(Alerts.NIGHT), new Outcome.Told(), Alerts.NIGHT);
  }

  private static List<Alert> alerts(long last) {
    return LongStream.rangeClosed(1, last).mapToObj(Alerts::failed).toList();
  }

  private static Delivery delivery() {
    return new Delivery(
        "the receiver",
        alert -> List.of(new Telling(alert, Topic.JOB_FAILED, "")),
        Gathering.NEVER,
        () -> 0);
  }
}
