package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reelyard.worker.TransferMeter.Reading;

class TransferMeterTest {

  private final AtomicLong millis = new AtomicLong();
  private final List<Reading> readings = new ArrayList<>();
  private final TransferMeter meter =
      new TransferMeter(100_000_000, () -> millis.get() * 1_000_000, readings::add);

  @Test
  void reads_percent_speed_and_eta() {
    move(100, 10_000_000);
    move(200, 20_000_000);

    assertThat(readings).hasSize(1);
    assertThat(readings.get(0).percent()).isEqualTo(20);
    assertThat(readings.get(0).megabytesPerSecond()).isCloseTo(100, within(0.01));
    assertThat(readings.get(0).etaSeconds()).isEqualTo(1);
  }

  @Test
  void reads_at_most_five_times_a_second() {
    for (int i = 1; i <= 1000; i++) {
      move(i * 10L, i * 1000L);
    }

    assertThat(readings).hasSizeBetween(45, 50);
  }

  @Test
  void bytes_of_an_earlier_connection_say_nothing_about_the_speed() {
    millis.set(1000);
    meter.resume(80_000_000);
    move(2000, 81_000_000);

    assertThat(readings.get(0).megabytesPerSecond()).isCloseTo(1, within(0.01));
    assertThat(readings.get(0).percent()).isEqualTo(81);
  }

  @Test
  void an_unmoving_transfer_has_no_eta() {
    move(1000, 0);

    assertThat(readings).containsExactly(new Reading(0, -1, 0));
  }

  private void move(long atMillis, long bytes) {
    millis.set(atMillis);
    meter.at(bytes);
  }
}
