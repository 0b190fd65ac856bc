package reelyard.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeekScheduleTest {

  private static final int WHOLE_DAY = 0xFFFFFF;
  private static final ZoneId UTC = ZoneOffset.UTC;
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId LORD_HOWE = ZoneId.of("Australia/Lord_Howe");

  /** 2026-01-04, a Sunday. */
  private static final LocalDateTime SUNDAY = LocalDateTime.of(2026, 1, 4, 0, 0);

  @Test
  void the_week_begins_on_sunday_and_the_day_with_the_highest_bit() {
    WeekSchedule sundayMidnight = week(0x800000, 0, 0, 0, 0, 0, 0);
    assertThat(sundayMidnight.open(at(SUNDAY, UTC), UTC)).isTrue();
    assertThat(sundayMidnight.open(at(SUNDAY.plusMinutes(59), UTC), UTC)).isTrue();
    assertThat(sundayMidnight.open(at(SUNDAY.plusHours(1), UTC), UTC)).isFalse();
    assertThat(sundayMidnight.open(at(SUNDAY.plusDays(1), UTC), UTC)).isFalse();
    WeekSchedule saturdayLate = week(0, 0, 0, 0, 0, 0, 1);
    assertThat(saturdayLate.open(at(SUNDAY.minusMinutes(1), UTC), UTC)).isTrue();
    assertThat(saturdayLate.open(at(SUNDAY.minusMinutes(61), UTC), UTC)).isFalse();
  }

  @Test
  void every_bit_of_the_week_is_one_hour() {
    for (int day = 0; day < 7; day++) {
      for (int hour = 0; hour < 24; hour++) {
        Integer[] masks = new Integer[] {0, 0, 0, 0, 0, 0, 0};
        masks[day] = 1 << (23 - hour);
        WeekSchedule one = new WeekSchedule(Arrays.asList(masks));
        for (int i = 0; i < 7 * 24; i++) {
          assertThat(one.open(at(SUNDAY.plusHours(i).plusMinutes(30), UTC), UTC))
              .as("day %d, hour %d, at hour %d", day, hour, i)
              .isEqualTo(i == day * 24 + hour);
        }
      }
    }
  }

  @Test
  void hours_are_those_on_the_workers_wall() {
    WeekSchedule sundayMorning = week(hours(8, 12), 0, 0, 0, 0, 0, 0);
    Instant eightInBerlin = at(SUNDAY.plusHours(8), BERLIN);
    assertThat(sundayMorning.open(eightInBerlin, BERLIN)).isTrue();
    assertThat(sundayMorning.open(eightInBerlin, UTC)).isFalse();
    assertThat(sundayMorning.nextChange(eightInBerlin, BERLIN))
        .isEqualTo(at(SUNDAY.plusHours(12), BERLIN));
  }

  @Test
  void who_is_always_open_or_never_does_not_change() {
    assertThat(WeekSchedule.ALWAYS.nextChange(at(SUNDAY, UTC), UTC)).isNull();
    assertThat(week(0, 0, 0, 0, 0, 0, 0).nextChange(at(SUNDAY, UTC), UTC)).isNull();
  }

  @Test
  void finds_a_change_that_is_almost_a_week_away() {
    WeekSchedule week = week(0x800000, 0, 0, 0, 0, 0, 0);
    assertThat(week.nextChange(at(SUNDAY.plusMinutes(61), UTC), UTC))
        .isEqualTo(at(SUNDAY.plusDays(7), UTC));
    WeekSchedule allBut = week(0x7FFFFF, -1, -1, -1, -1, -1, -1);
    assertThat(allBut.nextChange(at(SUNDAY.plusMinutes(61), UTC), UTC))
        .isEqualTo(at(SUNDAY.plusDays(7), UTC));
  }

  // ---- clocks that are put forward and back

  @Test
  void an_hour_that_the_clock_leaps_over_is_not_there() {
    // 2026-03-29 in Berlin: 01:59 is followed by 03:00.
    WeekSchedule atTwo = week(hours(2, 3), 0, 0, 0, 0, 0, 0);
    Instant before = at(LocalDateTime.of(2026, 3, 29, 1, 30), BERLIN);
    assertThat(atTwo.open(before.plusSeconds(3_600), BERLIN)).isFalse();
    assertThat(atTwo.nextChange(before, BERLIN))
        .isEqualTo(at(LocalDateTime.of(2026, 4, 5, 2, 0), BERLIN));
    WeekSchedule fromTwo = week(hours(2, 24), 0, 0, 0, 0, 0, 0);
    assertThat(fromTwo.nextChange(before, BERLIN)).isEqualTo(before.plusSeconds(1_800));
  }

  @Test
  void an_hour_that_comes_twice_is_open_twice() {
    // 2026-10-25 in Berlin: 02:59 is followed by 02:00.
    WeekSchedule atTwo = week(hours(2, 3), 0, 0, 0, 0, 0, 0);
    Instant before = at(LocalDateTime.of(2026, 10, 25, 1, 59), BERLIN);
    Instant opens = atTwo.nextChange(before, BERLIN);
    assertThat(opens).isEqualTo(before.plusSeconds(60));
    assertThat(atTwo.open(opens.plusSeconds(5_400), BERLIN)).isTrue();
    assertThat(atTwo.nextChange(opens, BERLIN)).isEqualTo(opens.plusSeconds(7_200));
    assertThat(atTwo.nextChange(opens.plusSeconds(5_400), BERLIN))
        .isEqualTo(opens.plusSeconds(7_200));
  }

  @Test
  void a_clock_that_is_put_by_half_an_hour_is_reckoned_with() {
    // 2026-04-05 on Lord Howe Island: 01:59 is followed by 01:30.
    WeekSchedule fromTwo = week(hours(2, 24), 0, 0, 0, 0, 0, 0);
    Instant one = at(LocalDateTime.of(2026, 4, 5, 1, 0), LORD_HOWE);
    assertThat(fromTwo.nextChange(one, LORD_HOWE)).isEqualTo(one.plusSeconds(5_400));
    // 2026-10-04: 01:59 is followed by 02:30.
    one = at(LocalDateTime.of(2026, 10, 4, 1, 0), LORD_HOWE);
    assertThat(fromTwo.nextChange(one, LORD_HOWE)).isEqualTo(one.plusSeconds(3_600));
    WeekSchedule atTwo = week(hours(2, 3), 0, 0, 0, 0, 0, 0);
    Instant half = one.plusSeconds(3_600);
    assertThat(atTwo.open(half, LORD_HOWE)).isTrue();
    assertThat(atTwo.nextChange(half, LORD_HOWE)).isEqualTo(half.plusSeconds(1_800));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "America/St_Johns",
        "Africa/Casablanca"
      })
  void the_next_change_is_the_first_minute_that_differs(String name) {
    ZoneId zone = ZoneId.of(name);
    WeekSchedule odd =
        week(0b101010101010101010101010, hours(2, 3), WHOLE_DAY, 0, hours(0, 1), hours(23, 24), 6);
    // Around the four Sundays on which clocks are put, and an ordinary week.
    for (String from : List.of("2026-03-07", "2026-03-28", "2026-04-04", "2026-10-03")) {
      Instant start = Instant.parse(from + "T00:00:00Z");
      for (int i = 0; i < 60; i++) {
        Instant now = start.plusSeconds(i * 2_460L);
        assertThat(odd.nextChange(now, zone)).as("%s", now).isEqualTo(byMinutes(odd, now, zone));
      }
    }
    Instant autumn = Instant.parse("2026-10-24T12:00:00Z");
    assertThat(odd.nextChange(autumn, zone)).isEqualTo(byMinutes(odd, autumn, zone));
  }

  private static Instant byMinutes(WeekSchedule week, Instant from, ZoneId zone) {
    boolean open = week.open(from, zone);
    long minute = from.getEpochSecond() / 60 + 1;
    while (week.open(Instant.ofEpochSecond(minute * 60), zone) == open) {
      minute++;
    }
    return Instant.ofEpochSecond(minute * 60);
  }

  // ---- what is no week

  @Test
  void a_week_has_seven_days() {
    assertThatThrownBy(() -> week(0, 0, 0, 0, 0, 0))
        .hasMessage("schedule must be seven masks, Sunday first, not 6");
    assertThatThrownBy(() -> week(0, 0, 0, 0, 0, 0, 0, 0)).hasMessageContaining("not 8");
    assertThatThrownBy(() -> new WeekSchedule(null)).hasMessageContaining("schedule");
  }

  @Test
  void a_day_has_twenty_four_hours() {
    assertThatThrownBy(() -> week(0, 0, 1 << 24, 0, 0, 0, 0))
        .hasMessage("schedule of day 2 (0 is Sunday) must be 24 bits, 0 to 16777215, not 16777216");
    assertThatThrownBy(() -> new WeekSchedule(Arrays.asList(0, 0, 0, 0, 0, 0, -1)))
        .hasMessageContaining("schedule of day 6");
    assertThatThrownBy(() -> new WeekSchedule(Arrays.asList(0, null, 0, 0, 0, 0, 0)))
        .hasMessageContaining("schedule of day 1");
  }

  @Test
  void settings_name_what_is_wrong_with_them() {
    assertThatThrownBy(() -> new WorkerSettings(null, null, "Mars/Olympus", 0))
        .hasMessage("zone must be a name such as Europe/Berlin or UTC, not Mars/Olympus");
    assertThatThrownBy(() -> new WorkerSettings(null, null, null, 65))
        .hasMessage("share must be 0 (no limit) to 64 jobs, not 65");
    assertThat(new WorkerSettings(null, null, null, 0)).isEqualTo(WorkerSettings.DEFAULT);
  }

  /** Seven masks, -1 for a whole day. */
  private static WeekSchedule week(int... masks) {
    List<Integer> week = new ArrayList<>();
    for (int mask : masks) {
      week.add(mask == -1 ? WHOLE_DAY : mask);
    }
    return new WeekSchedule(week);
  }

  private static int hours(int from, int until) {
    int mask = 0;
    for (int hour = from; hour < until; hour++) {
      mask |= 1 << (23 - hour);
    }
    return mask;
  }

  private static Instant at(LocalDateTime onTheWall, ZoneId zone) {
    return onTheWall.atZone(zone).toInstant();
  }
}
