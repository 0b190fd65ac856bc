package reelyard.login;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who guessed wrong lately has to wait: after the third time in a row a second, then twice as long
 * each time, up to a minute and a half, which leaves some 40 guesses an hour. Remembers only so
 * many.
 */
final class Pauses {

  private static final int FREE = 3;
  private static final long LONGEST_MILLIS = 90_000;
  private static final long FORGOTTEN_MILLIS = 15 * 60_000;
  private static final int MOST = 10_000;

  private record Wrong(int times, long lastMillis) {}

  private final Map<String, Wrong> wrong =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Wrong> eldest) {
          return size() > MOST;
        }
      };

  /** How long this one has to wait from now on, in milliseconds. */
  synchronized long left(String who, long now) {
    Wrong known = wrong.get(who);
    if (known == null || now - known.lastMillis > FORGOTTEN_MILLIS) {
      return 0;
    }
    int over = known.times - FREE;
    long pause = over < 0 ? 0 : Math.min(LONGEST_MILLIS, 1_000L << Math.min(over, 20));
    return Math.max(0, known.lastMillis + pause - now);
  }

  /** Guessed wrong; how often in a row. */
  synchronized int wrong(String who, long now) {
    Wrong known = wrong.get(who);
    boolean first = known == null || now - known.lastMillis > FORGOTTEN_MILLIS;
    int times = first ? 1 : known.times + 1;
    wrong.put(who, new Wrong(times, now));
    return times;
  }

  synchronized void right(String who) {
    wrong.remove(who);
  }
}
