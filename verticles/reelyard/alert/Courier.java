package reelyard.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.RefusedException;
import reelyard.message.AlertTold;
import reelyard.message.GetAlerts;
import reelyard.message.Refusal;
import reelyard.model.Alert;

/**
 * Gets alerts from the scheduler, page by page, has each receiver told at its own pace, and says
 * what may be forgotten. All on one thread.
 */
final class Courier {

  private static final Logger log = LoggerFactory.getLogger(Courier.class);

  private final String asker;
  private final SchedulerPort scheduler;
  private final Timers timers;
  private final LongSupplier clock;
  private final List<Line> lines = new ArrayList<>();
  private final Desk desk;
  private boolean acknowledging;
  private boolean standsBy;
  private boolean stopped;

  /** A receiver, and how it is told. */
  record Receiver(Delivery delivery, Function<List<Telling>, CompletionStage<Outcome>> tell) {}

  /**
   * @param asker a word that no other process has
   * @param clock milliseconds since 1970
   */
  Courier(
      String asker,
      SchedulerPort scheduler,
      Timers timers,
      LongSupplier clock,
      List<Receiver> receivers) {
    this.asker = asker;
    this.scheduler = scheduler;
    this.timers = timers;
    this.clock = clock;
    receivers.forEach(receiver -> lines.add(new Line(receiver)));
    this.desk = new Desk(receivers.stream().map(Receiver::delivery).toList());
  }

  /** There may be alerts that no message told of. */
  void askAll() {
    for (Line line : lines) {
      line.maybeMore = true;
      ask(line);
    }
  }

  /** Repeats what was lost; to be called every few seconds. */
  void remind() {
    lines.stream().filter(line -> line.maybeMore).forEach(this::ask);
    acknowledge();
  }

  /** Nothing more is asked or told. */
  void stop() {
    stopped = true;
  }

  private void ask(Line line) {
    if (line.asking || stopped) {
      return;
    }
    line.asking = true;
    line.maybeMore = false;
    int limit = desk.room(line.delivery());
    long cursor = line.delivery().cursor();
    scheduler
        .pending(new GetAlerts(asker, cursor, limit))
        .whenComplete(
            (answer, e) -> {
              line.asking = false;
              if (e == null && line.delivery().cursor() != cursor) {
                // All was forgotten meanwhile: what came before this page is missing.
                ask(line);
              } else if (e == null) {
                take(line, answer.alerts(), limit);
              } else {
                line.maybeMore = true;
                notAnswered(e);
              }
            });
  }

  private void take(Line line, List<Alert> alerts, int limit) {
    standsBy = false;
    line.maybeMore |= alerts.size() >= limit;
    desk.take(line.delivery(), alerts);
    acknowledge();
    askForMore(line);
    goOn(line);
  }

  /** By half a room, not by each alert. */
  private void askForMore(Line line) {
    if (line.maybeMore && desk.room(line.delivery()) >= Delivery.ROOM / 2) {
      ask(line);
    }
  }

  private void notAnswered(Throwable e) {
    if (isRefusal(e, Refusal.CONFLICT)) {
      if (!standsBy) {
        log.info("alerts are told by another process of this farm; this one stands by");
      }
      standsBy = true;
      desk.forget();
    } else {
      log.debug("the scheduler was not heard on alerts, and is asked again: {}", e.getMessage());
    }
  }

  private void acknowledge() {
    if (!acknowledging && !stopped) {
      desk.told().ifPresent(this::acknowledge);
    }
  }

  private void acknowledge(long alertId) {
    acknowledging = true;
    scheduler
        .told(new AlertTold(alertId))
        .whenComplete(
            (answer, e) -> {
              acknowledging = false;
              if (e == null || (e instanceof RefusedException && !mayBeBetterLater(e))) {
                desk.acknowledged(alertId);
                acknowledge();
                lines.forEach(this::askForMore);
              }
            });
  }

  private static boolean mayBeBetterLater(Throwable e) {
    return isRefusal(e, Refusal.BROKEN) || isRefusal(e, Refusal.UNAVAILABLE);
  }

  private static boolean isRefusal(Throwable e, int code) {
    return e instanceof RefusedException refused && refused.refusal().code() == code;
  }

  private void goOn(Line line) {
    if (stopped) {
      return;
    }
    line.alarm.run();
    List<Telling> parcel = line.delivery().next(clock.getAsLong());
    if (parcel.isEmpty()) {
      line.delivery()
          .untilNext(clock.getAsLong())
          .ifPresent(millis -> line.alarm = timers.after(Math.max(1, millis), () -> goOn(line)));
    } else {
      tell(line, parcel, outcome -> done(line, parcel, outcome));
    }
  }

  private static void tell(Line line, List<Telling> parcel, Consumer<Outcome> done) {
    CompletionStage<Outcome> told =
        CompletableFuture.completedStage(parcel).thenCompose(line.receiver.tell());
    told.whenComplete(
        (outcome, e) ->
            done.accept(e == null ? outcome : new Outcome.Failed(Words.of(e), Duration.ZERO)));
  }

  private void done(Line line, List<Telling> parcel, Outcome outcome) {
    desk.done(line.delivery(), parcel, outcome, clock.getAsLong());
    acknowledge();
    askForMore(line);
    goOn(line);
  }

  /** What is under way with one receiver. */
  private static final class Line {

    private final Receiver receiver;
    private boolean asking;
    private boolean maybeMore;
    private Runnable alarm = () -> {};

    Line(Receiver receiver) {
      this.receiver = receiver;
    }

    Delivery delivery() {
      return receiver.delivery();
    }
  }
}
