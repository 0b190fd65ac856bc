package reelyard.alert;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.bus.RefusedException;
import reelyard.message.Ack;
import reelyard.message.AlertTold;
import reelyard.message.GetAlerts;
import reelyard.message.PendingAlerts;
import reelyard.message.Refusal;
import reelyard.model.Alert;

/** Keeps alerts as the scheduler does: until they were told, and for one asker alone. */
final class KeptAlerts {

  final BlockingQueue<Long> told = new LinkedBlockingQueue<>();
  final BlockingQueue<GetAlerts> asked = new LinkedBlockingQueue<>();

  private final Bus bus;
  private final TreeMap<Long, Alert> alerts = new TreeMap<>();
  private volatile String teller;

  KeptAlerts(Vertx vertx) {
    bus = new Bus(vertx);
  }

  /** From now on it answers. */
  void open() throws Exception {
    await(bus.answer(Addresses.GET_ALERTS, this::page).completion());
    await(bus.answer(Addresses.ALERT_TOLD, this::forget).completion());
  }

  /** Raises the alert now: keeps it, and says so unless the message gets lost. */
  void raise(Alert alert, boolean heard) {
    Alert raised =
        new Alert(
            alert.id(),
            alert.kind(),
            System.currentTimeMillis(),
            alert.subject(),
            alert.text(),
            alert.facts(),
            alert.job());
    synchronized (alerts) {
      alerts.put(raised.id(), raised);
    }
    if (heard) {
      bus.say(Addresses.ALERT, raised);
    }
  }

  void raise(Alert alert) {
    raise(alert, true);
  }

  /** Another process tells. */
  void obey(String other) {
    teller = other;
  }

  int pending() {
    synchronized (alerts) {
      return alerts.size();
    }
  }

  private Future<PendingAlerts> page(GetAlerts question) {
    asked.add(question);
    if (teller != null && !teller.equals(question.asker())) {
      return Future.failedFuture(new RefusedException(Refusal.conflict("another tells")));
    }
    synchronized (alerts) {
      List<Alert> page =
          alerts.tailMap(question.afterId(), false).values().stream()
              .limit(question.limit())
              .toList();
      return Future.succeededFuture(new PendingAlerts(page));
    }
  }

  private Future<Ack> forget(AlertTold message) {
    synchronized (alerts) {
      alerts.remove(message.id());
    }
    told.add(message.id());
    return Future.succeededFuture(new Ack());
  }

  private static void await(Future<?> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
