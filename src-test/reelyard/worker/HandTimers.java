package reelyard.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Timers whose time a test moves by hand. */
final class HandTimers implements Timers {

  private record Alarm(long atMillis, Runnable action) {}

  private final List<Alarm> alarms = new ArrayList<>();
  private long nowMillis;

  @Override
  public void after(Duration delay, Runnable action) {
    alarms.add(new Alarm(nowMillis + delay.toMillis(), action));
  }

  void pass(long millis) {
    long until = nowMillis + millis;
    while (true) {
      Alarm next =
          alarms.stream()
              .filter(alarm -> alarm.atMillis <= until)
              .min(Comparator.comparingLong(Alarm::atMillis))
              .orElse(null);
      if (next == null) {
        nowMillis = until;
        return;
      }
      nowMillis = next.atMillis;
      alarms.remove(next);
      next.action.run();
    }
  }
}
