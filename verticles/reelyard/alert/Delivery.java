package reelyard.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.model.Alert;

/**
 * Decides what one receiver (a webhook, or the mail server) is told next, and when again after a
 * failure. Holds few alerts at a time; the rest stays where it is kept.
 */
final class Delivery {

  /** Alerts older than that are given up while nobody takes them. */
  static final Duration PATIENCE = Duration.ofHours(24);

  /** As many tellings are held at once, give or take the addresses of one alert. */
  static final int ROOM = 200;

  private static final Logger log = LoggerFactory.getLogger(Delivery.class);

  /** Fewer failures prove nothing, however old an alert is: perhaps the farm was down. */
  private static final int ENOUGH_FAILURES = 3;

  private static final Duration LONGEST_WISH = Duration.ofHours(1);

  private final String name;
  private final Function<Alert, List<Telling>> audience;
  private final Gathering gathering;
  private final Backoff receiverPauses;
  private final Backoff alertPauses;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Pause rest = new Pause();
  private long cursor;
  private int failures;
  private boolean refuses;
  private boolean busy;

  /**
   * @param name for people
   * @param chance from 0 to 1
   */
  Delivery(
      String name,
      Function<Alert, List<Telling>> audience,
      Gathering gathering,
      DoubleSupplier chance) {
    this.name = name;
    this.audience = audience;
    this.gathering = gathering;
    this.receiverPauses = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), chance);
    this.alertPauses = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5), chance);
  }

  /** The id of the latest alert taken. */
  long cursor() {
    return cursor;
  }

  /** How many alerts it can take now. */
  int room() {
    return Math.max(0, ROOM - waiting.size());
  }

  /**
   * Takes alerts that follow the {@link #cursor}.
   *
   * @return the ids of those that do not concern this receiver
   */
  List<Long> take(List<Alert> alerts) {
    List<Long> passed = new ArrayList<>();
    for (Alert alert : alerts) {
      if (alert.id() > cursor) {
        cursor = alert.id();
        List<Telling> tellings = audience.apply(alert);
        tellings.forEach(telling -> waiting.add(new Waiting(telling)));
        if (tellings.isEmpty()) {
          passed.add(alert.id());
        }
      }
    }
    return passed;
  }

  /** Whether this receiver needs nothing more of that alert. */
  boolean hasDone(long alertId) {
    return alertId <= cursor && waiting.stream().noneMatch(w -> w.alertId() == alertId);
  }

  /** Forgets everything: another process tells now. */
  void forget() {
    waiting.clear();
    cursor = 0;
  }

  /** What to tell now; empty when nothing is due, or the last is still being told. */
  List<Telling> next(long now) {
    if (busy || !rest.isOver(now)) {
      return List.of();
    }
    boolean full = room() == 0;
    List<Waiting> due =
        waiting.stream().filter(w -> w.pause.isOver(now)).filter(w -> w.isDue(full, now)).toList();
    List<Telling> next = due.isEmpty() ? List.of() : parcel(due, now);
    busy = !next.isEmpty();
    return next;
  }

  private List<Telling> parcel(List<Waiting> due, long now) {
    Telling first = due.get(0).telling;
    List<Telling> together =
        waiting.stream()
            .filter(w -> w.pause.isOver(now))
            .map(w -> w.telling)
            .filter(t -> t.to().equals(first.to()))
            .toList();
    return gathering.gathers(first, together.size()) ? together : List.of(first);
  }

  /** When {@link #next} is to be asked again, in milliseconds; empty while there is no reason. */
  OptionalLong untilNext(long now) {
    if (busy) {
      return OptionalLong.empty();
    }
    boolean full = room() == 0;
    return waiting.stream().mapToLong(w -> Math.max(rest.left(now), w.left(full, now))).min();
  }

  /**
   * Learns how it went.
   *
   * @return the ids of the alerts of which this receiver needs nothing more
   */
  List<Long> done(List<Telling> told, Outcome outcome, long now) {
    busy = false;
    Set<Telling> parcel = new HashSet<>(told);
    List<Waiting> gone = new ArrayList<>();
    if (outcome instanceof Outcome.Failed failed) {
      fail(parcel, failed, now);
      waiting.stream().filter(w -> isHopeless(w, now)).forEach(gone::add);
      if (!gone.isEmpty()) {
        log.warn(
            "{}: {} alerts were not told within {} h and are given up; the last try: {}",
            name,
            gone.size(),
            PATIENCE.toHours(),
            failed.why());
      }
    } else {
      answered(outcome, told);
      waiting.stream().filter(w -> parcel.contains(w.telling)).forEach(gone::add);
    }
    waiting.removeAll(gone);
    return gone.stream().map(Waiting::alertId).distinct().filter(this::hasDone).toList();
  }

  private void fail(Set<Telling> parcel, Outcome.Failed failed, long now) {
    failures++;
    if (failures == ENOUGH_FAILURES) {
      log.warn(
          "{} cannot be told of alerts ({}): they wait, and are tried again for {} h",
          name,
          failed.why(),
          PATIENCE.toHours());
    }
    long wish = Math.min(failed.rest().toMillis(), LONGEST_WISH.toMillis());
    rest.begin(now, Math.max(wish, receiverPauses.millis(failures)));
    waiting.stream().filter(w -> parcel.contains(w.telling)).forEach(w -> w.fail(now, alertPauses));
  }

  private void answered(Outcome outcome, List<Telling> told) {
    if (failures >= ENOUGH_FAILURES) {
      log.info("{} answers again", name);
    }
    failures = 0;
    boolean refused = outcome instanceof Outcome.Refused;
    if (outcome instanceof Outcome.Refused refusal && !refuses) {
      log.warn(
          "{} refuses \"{}\" ({}): it is given up, and so are those it refuses next",
          name,
          told.get(0).subject(),
          refusal.why());
    }
    refuses = refused;
  }

  private boolean isHopeless(Waiting w, long now) {
    boolean old = now - w.telling.alert().millis() >= PATIENCE.toMillis();
    return old && (failures >= ENOUGH_FAILURES || w.tries >= ENOUGH_FAILURES);
  }

  /** A telling that waits, for its first or its next try. */
  private final class Waiting {

    private final Telling telling;
    private final Pause pause = new Pause();
    private int tries;

    Waiting(Telling telling) {
      this.telling = telling;
    }

    long alertId() {
      return telling.alert().id();
    }

    void fail(long now, Backoff pauses) {
      tries++;
      pause.begin(now, pauses.millis(tries));
    }

    boolean isDue(boolean full, long now) {
      return left(full, now) == 0;
    }

    long left(boolean full, long now) {
      long held = full || tries > 0 ? 0 : gathering.holds(telling, now);
      return Math.max(held, pause.left(now));
    }
  }
}
