package reelyard.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.UninterruptibleBlockingStrategy;
import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a clock that goes on only while a transfer waits. */
class BandwidthTest {

  private static final long MIDNIGHT = Duration.ofDays(10).toNanos();

  private final AtomicLong nanos = new AtomicLong(MIDNIGHT);
  private final TimeMeter meter =
      new TimeMeter() {
        @Override
        public long currentTimeNanos() {
          return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
          return false;
        }
      };
  private final UninterruptibleBlockingStrategy waiting = nanos::addAndGet;

  @Test
  void moves_no_more_in_all_than_the_total() {
    Bandwidth bandwidth = bandwidth(new BandwidthLimits(10, 0, null));

    Throttle one = bandwidth.of("attic");
    Throttle other = bandwidth.of("cellar");
    long bytes = 0;
    while (seconds() < 10) {
      bytes += moveSlice(one) + moveSlice(other);
    }

    assertThat(bytes / seconds()).isCloseTo(10_000_000, within(300_000.0));
  }

  @Test
  void moves_no_more_for_a_worker_than_its_part_however_many_transfers_it_has() {
    Bandwidth bandwidth = bandwidth(new BandwidthLimits(0, 2.5, null));

    Throttle one = bandwidth.of("attic");
    Throttle two = bandwidth.of("attic");
    long bytes = 0;
    while (seconds() < 10) {
      bytes += moveSlice(one) + moveSlice(two);
    }

    assertThat(bytes / seconds()).isCloseTo(2_500_000, within(100_000.0));
  }

  @Test
  void a_worker_that_has_its_part_leaves_the_rest_to_others() {
    Bandwidth bandwidth = bandwidth(new BandwidthLimits(10, 2, null));
    Throttle attic = bandwidth.of("attic");

    long bytes = 0;
    while (seconds() < 5) {
      bytes += moveSlice(attic);
    }

    assertThat(bytes / seconds()).isCloseTo(2_000_000, within(100_000.0));
    long before = nanos.get();
    moveSlice(bandwidth.of("cellar"));
    assertThat(nanos.get() - before).isLessThan(Duration.ofMillis(60).toNanos());
  }

  @Test
  void a_change_of_hour_holds_for_transfers_under_way() {
    Bandwidth bandwidth =
        bandwidth(new BandwidthLimits(10, 0, Map.of("00:01-00:02", new BandwidthRates(1, 0))));
    Throttle throttle = bandwidth.of("attic");

    assertThat(bytesUntil(throttle, 60) / 60.0).isCloseTo(10_000_000, within(300_000.0));
    assertThat(bytesUntil(throttle, 120) / 60.0).isCloseTo(1_000_000, within(300_000.0));
    assertThat(bytesUntil(throttle, 180) / 60.0).isCloseTo(10_000_000, within(500_000.0));
  }

  @Test
  void an_hour_without_a_limit_lets_everything_through_at_once() {
    Bandwidth bandwidth =
        bandwidth(new BandwidthLimits(1, 1, Map.of("23:00-00:30", new BandwidthRates(0, 0))));
    Throttle throttle = bandwidth.of("attic");

    assertThat(throttle.slice(1 << 20)).isEqualTo(1 << 20);
    throttle.take(Integer.MAX_VALUE);

    assertThat(seconds()).isZero();
  }

  @Test
  void where_nothing_is_limited_there_is_nothing_to_ask() {
    assertThat(bandwidth(new BandwidthLimits(0, 0, Map.of())).of("attic")).isSameAs(Throttle.NONE);
    assertThat(Throttle.NONE.slice(77)).isEqualTo(77);
  }

  @Test
  void slices_are_small_enough_that_many_transfers_come_round() {
    assertThat(bandwidth(new BandwidthLimits(20, 5, null)).of("attic").slice(1 << 20))
        .isEqualTo(250_000);
    assertThat(bandwidth(new BandwidthLimits(0.01, 0, null)).of("attic").slice(1 << 20))
        .isEqualTo(4096);
    assertThat(bandwidth(new BandwidthLimits(1000, 0, null)).of("attic").slice(65_536))
        .isEqualTo(65_536);
  }

  @ParameterizedTest
  @CsvSource({
    "08:00, 18:00, 07:59, false",
    "08:00, 18:00, 08:00, true",
    "08:00, 18:00, 17:59, true",
    "08:00, 18:00, 18:00, false",
    "22:00, 06:00, 23:00, true",
    "22:00, 06:00, 05:59, true",
    "22:00, 06:00, 06:00, false",
    "22:00, 00:00, 23:59, true",
    "22:00, 00:00, 00:00, false",
  })
  void hours_hold_from_their_first_moment_to_their_last(
      String from, String to, LocalTime time, boolean holds) {
    assertThat(BandwidthHours.of(from + "-" + to).hold(time)).isEqualTo(holds);
  }

  @Test
  void of_hours_that_overlap_the_first_counts() {
    Map<String, BandwidthRates> hours = new LinkedHashMap<>();
    hours.put("08:00-12:00", new BandwidthRates(2, 0));
    hours.put("00:00-23:59", new BandwidthRates(3, 0.5));
    BandwidthLimits limits = new BandwidthLimits(1, 0, hours);

    assertThat(limits.at(LocalTime.of(9, 0)).total()).isEqualTo(2_000_000);
    assertThat(limits.at(LocalTime.of(13, 0)))
        .isEqualTo(new BandwidthLimits.Rates(3_000_000, 500_000));
    assertThat(limits.at(LocalTime.of(23, 59)).total()).isEqualTo(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0.001, Double.NaN, Double.POSITIVE_INFINITY})
  void refuses_rates_that_are_none(double rate) {
    assertThatThrownBy(() -> new BandwidthLimits(rate, 0, null))
        .hasMessageContaining("totalMegabytesPerSecond");
    assertThatThrownBy(() -> new BandwidthRates(0, rate))
        .hasMessageContaining("perWorkerMegabytesPerSecond");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8-18", "08:00-24:00", "08:00-", "08:00-08:00", "08:00", "a-b", "", "1-2-3"})
  void refuses_hours_that_are_none(String hours) {
    assertThatThrownBy(() -> new BandwidthLimits(0, 0, Map.of(hours, new BandwidthRates(1, 1))))
        .hasMessageContaining("hours must be");
  }

  private Bandwidth bandwidth(BandwidthLimits limits) {
    return new Bandwidth(
        limits, () -> LocalTime.ofNanoOfDay(nanos.get() - MIDNIGHT), meter, waiting);
  }

  private long bytesUntil(Throttle throttle, double second) {
    long bytes = 0;
    while (seconds() < second) {
      bytes += moveSlice(throttle);
    }
    return bytes;
  }

  private static int moveSlice(Throttle throttle) {
    int bytes = throttle.slice(1 << 20);
    throttle.take(bytes);
    return bytes;
  }

  private double seconds() {
    return (nanos.get() - MIDNIGHT) / 1e9;
  }
}
