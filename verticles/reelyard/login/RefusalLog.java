package reelyard.login;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log who was refused what; so many lines a minute at most, and how many it left out:
 * else whoever is refused could fill the disk.
 */
public final class RefusalLog {

  /** At once; from then on ten a minute. */
  static final int MOST = 60;

  private static final double PER_SECOND = 1.0 / 6;
  private static final int LONGEST = 100;

  private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);

  private final Consumer<String> sink;
  private final LongSupplier clock;
  private final Allowance lines;
  private int leftOut;

  /** Into this program's log. */
  public RefusalLog() {
    this(log::info, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }

  /**
   * @param clock milliseconds of a clock that never jumps
   */
  RefusalLog(Consumer<String> sink, LongSupplier clock) {
    this.sink = sink;
    this.clock = clock;
    this.lines = new Allowance(PER_SECOND, MOST, clock.getAsLong());
  }

  /**
   * He was.
   *
   * @param who such as "anna, a viewer," or "10.0.0.1"
   * @param what such as "POST /api/v1/jobs: why"; may be anything that a client sent
   */
  public synchronized void refused(String who, String what) {
    if (!lines.take(clock.getAsLong())) {
      leftOut++;
      return;
    }
    if (leftOut > 0) {
      sink.accept(leftOut + " refusals more were not told one by one");
      leftOut = 0;
    }
    sink.accept(shown(who) + " was refused " + shown(what));
  }

  private static String shown(String text) {
    String plain = text.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]", "?");
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
  }
}
