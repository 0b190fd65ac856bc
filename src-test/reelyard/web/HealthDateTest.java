package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class HealthDateTest {

  @Test
  void writes_days_with_two_digits() {
    assertThat(HealthDoor.date(ZonedDateTime.of(2026, 11, 2, 3, 4, 5, 0, ZoneOffset.UTC)))
        .isEqualTo("Mon, 02 Nov 2026 03:04:05 GMT");
  }
}
