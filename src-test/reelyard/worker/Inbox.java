package reelyard.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Everything that a fake was told, in order; tests wait here for what they expect. */
final class Inbox {

  private static final long LONGEST_SECONDS = 30;

  private final List<Object> messages = new ArrayList<>();

  synchronized void add(Object message) {
    messages.add(message);
    notifyAll();
  }

  synchronized <T> List<T> all(Class<T> type) {
    return messages.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The first message of this type that fits, heard already or soon. */
  <T> T await(Class<T> type, Predicate<T> fits) {
    return await(type, 0, fits);
  }

  /** The same after so many messages that fit. */
  synchronized <T> T await(Class<T> type, int skipped, Predicate<T> fits) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    int seen = 0;
    int skip = skipped;
    while (true) {
      for (; seen < messages.size(); seen++) {
        Object message = messages.get(seen);
        if (type.isInstance(message) && fits.test(type.cast(message)) && skip-- <= 0) {
          return type.cast(message);
        }
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (millis <= 0) {
        throw new AssertionError("no such " + type.getSimpleName() + " among " + messages);
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }

  <T> T await(Class<T> type) {
    return await(type, any -> true);
  }
}
