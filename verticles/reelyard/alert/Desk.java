package reelyard.alert;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import reelyard.model.Alert;

/** Knows when an alert was told to all: then, and only then, the scheduler may forget it. */
final class Desk {

  private static final int MOST_UNSAID = 1000;

  private final List<Delivery> deliveries;
  private final Deque<Long> told = new ArrayDeque<>();

  Desk(List<Delivery> deliveries) {
    this.deliveries = List.copyOf(deliveries);
  }

  /** How many alerts that delivery may take now. */
  int room(Delivery delivery) {
    return told.size() > MOST_UNSAID ? 0 : delivery.room();
  }

  void take(Delivery delivery, List<Alert> alerts) {
    settle(delivery.take(alerts));
  }

  void done(Delivery delivery, List<Telling> parcel, Outcome outcome, long now) {
    settle(delivery.done(parcel, outcome, now));
  }

  private void settle(List<Long> alertIds) {
    alertIds.stream()
        .filter(id -> deliveries.stream().allMatch(delivery -> delivery.hasDone(id)))
        .forEach(told::add);
  }

  /** The next alert that the scheduler may forget. */
  Optional<Long> told() {
    return Optional.ofNullable(told.peek());
  }

  /** The scheduler knows that this one was told. */
  void acknowledged(long alertId) {
    told.remove(alertId);
  }

  /** Another process tells now. */
  void forget() {
    deliveries.forEach(Delivery::forget);
    told.clear();
  }
}
