package reelyard.ftp;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.UninterruptibleBlockingStrategy;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Shares the configured bandwidth among the transfers of all workers: whoever asks first goes
 * first, in small slices, so that each comes round as often as any other.
 */
public final class Bandwidth {

  /** So many slices go in a second where one transfer has it all. */
  private static final int SLICES_A_SECOND = 20;

  private static final BandwidthLimits UNLIMITED = new BandwidthLimits(0, 0, null);

  private static final int SMALLEST_SLICE = 4096;
  private static final long LOOK_AT_THE_CLOCK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  /** One hour's limits, and what was taken under them. */
  private static final class Regime {
    final BandwidthLimits.Rates rates;
    final Bucket total;
    final Map<String, Bucket> workers = new ConcurrentHashMap<>();

    Regime(BandwidthLimits.Rates rates, Bucket total) {
      this.rates = rates;
      this.total = total;
    }
  }

  private final BandwidthLimits limits;
  private final Supplier<LocalTime> clock;
  private final TimeMeter meter;
  private final UninterruptibleBlockingStrategy wait;
  private volatile Regime regime;
  private volatile long lookedNanos;

  /** By this machine's clocks. */
  public Bandwidth(BandwidthLimits limits) {
    this(
        limits, LocalTime::now, TimeMeter.SYSTEM_NANOTIME, UninterruptibleBlockingStrategy.PARKING);
  }

  Bandwidth(
      BandwidthLimits limits,
      Supplier<LocalTime> clock,
      TimeMeter meter,
      UninterruptibleBlockingStrategy wait) {
    this.limits = limits;
    this.clock = clock;
    this.meter = meter;
    this.wait = wait;
    regime = regime(limits.at(clock.get()));
    lookedNanos = meter.currentTimeNanos();
  }

  /** What the transfers of one worker ask, each of them. */
  public Throttle of(String worker) {
    if (limits.equals(UNLIMITED)) {
      return Throttle.NONE;
    }
    return new Throttle() {
      @Override
      public int slice(int most) {
        long rate = now().rates.narrowest();
        return rate == 0
            ? most
            : (int) Math.min(most, Math.max(SMALLEST_SLICE, rate / SLICES_A_SECOND));
      }

      @Override
      public void take(int bytes) {
        Bandwidth.this.take(worker, bytes);
      }
    };
  }

  private void take(String worker, int bytes) {
    Regime now = now();
    if (bytes <= 0) {
      return;
    }
    if (now.rates.perWorker() > 0) {
      now.workers
          .computeIfAbsent(worker, name -> bucket(now.rates.perWorker()))
          .asBlocking()
          .consumeUninterruptibly(bytes, wait);
    }
    if (now.total != null) {
      now.total.asBlocking().consumeUninterruptibly(bytes, wait);
    }
  }

  private Regime now() {
    long nanos = meter.currentTimeNanos();
    if (nanos - lookedNanos >= LOOK_AT_THE_CLOCK_EVERY_NANOS) {
      lookedNanos = nanos;
      BandwidthLimits.Rates rates = limits.at(clock.get());
      synchronized (this) {
        if (!rates.equals(regime.rates)) {
          regime = regime(rates);
        }
      }
    }
    return regime;
  }

  private Regime regime(BandwidthLimits.Rates rates) {
    return new Regime(rates, rates.total() == 0 ? null : bucket(rates.total()));
  }

  private Bucket bucket(long bytesPerSecond) {
    // What was not used is saved up for no more than two slices: the rate holds within any second.
    long saved = Math.max(2 * SMALLEST_SLICE, 2 * bytesPerSecond / SLICES_A_SECOND);
    return Bucket.builder()
        .withCustomTimePrecision(meter)
        .addLimit(
            limit -> limit.capacity(saved).refillGreedy(bytesPerSecond, Duration.ofSeconds(1)))
        .build();
  }
}
