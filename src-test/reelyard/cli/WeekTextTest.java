package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.model.WeekSchedule;

class WeekTextTest {

  private static final int DAY = 0xffffff;
  private static final int NIGHT_BEGINS = 0x00003f;
  private static final int NIGHT_ENDS = 0xff0000;

  private static List<Integer> masks(String text) {
    return WeekText.parse(text).masks();
  }

  @Test
  void hours_run_over_midnight_into_the_next_day() {
    assertThat(masks("mon-fri 18-8, sat-sun 0-24"))
        .containsExactly(
            DAY,
            NIGHT_BEGINS,
            NIGHT_ENDS | NIGHT_BEGINS,
            NIGHT_ENDS | NIGHT_BEGINS,
            NIGHT_ENDS | NIGHT_BEGINS,
            NIGHT_ENDS | NIGHT_BEGINS,
            DAY);
  }

  @Test
  void the_week_is_a_circle() {
    assertThat(masks("sat 22-6")).containsExactly(0xfc0000, 0, 0, 0, 0, 0, 3);
    assertThat(masks("fri-mon 0-1")).containsExactly(1 << 23, 1 << 23, 0, 0, 0, 1 << 23, 1 << 23);
  }

  @Test
  void a_day_may_have_several_hours_and_be_written_out() {
    assertThat(masks("Tuesday 0-1 23-24")).containsExactly(0, 0, 1 << 23 | 1, 0, 0, 0, 0);
    assertThat(masks("daily 23:00 - 0")).containsOnly(1);
  }

  @Test
  void always_and_never_are_words() {
    assertThat(WeekText.parse("always")).isEqualTo(WeekSchedule.ALWAYS);
    assertThat(masks("never")).containsOnly(0);
    assertThat(WeekText.of(WeekSchedule.ALWAYS)).isEqualTo("always");
    assertThat(WeekText.of(WeekText.parse("never"))).isEqualTo("never");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mon 0-25 | \"0-25\" must begin at 0 to 23 and end at another hour, 0 to 24",
        "mon 24-8 | \"24-8\" must begin at 0 to 23",
        "mon 8-8 | \"8-8\" must begin",
        "mon 8.5-9 | \"8.5-9\" must be whole hours",
        "mon 18:30-19 | must be whole hours",
        "mon -8 | must be",
        "mon 99999999999-1 | must be whole hours",
        "foo 1-2 | \"foo\" is no day",
        "mo 1-2 | \"mo\" is no day",
        "mon-tue-wed 1-2 | is no day",
        "mon | the hours \"mon\" must be days with hours",
        "mon 1-2, | the hours \"\" must be days with hours",
        "'' | must be days with hours",
      })
  void names_the_words_that_are_wrong(String text, String words) {
    assertThatThrownBy(() -> WeekText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void reads_what_it_writes() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      int some = random.nextInt(DAY + 1);
      int few = some & random.nextInt(DAY + 1);
      WeekSchedule week =
          new WeekSchedule(
              random.ints(7, 0, 3).mapToObj(k -> k == 0 ? 0 : k == 1 ? DAY : few).toList());
      assertThat(WeekText.parse(WeekText.of(week))).isEqualTo(week);
    }
    assertThat(WeekText.of(WeekText.parse("mon-fri 18-24, sat-sun 0-24")))
        .isEqualTo("mon-fri 18-24, sat-sun 0-24");
  }

  @Test
  void reads_seven_masks_as_well() {
    assertThat(WeekText.masks("0xffffff,1, 0 0,0,0,16777215").masks())
        .containsExactly(DAY, 1, 0, 0, 0, 0, DAY);
    assertThatThrownBy(() -> WeekText.masks("1,2,x,4,5,6,7")).hasMessageContaining("mask \"x\"");
    assertThatThrownBy(() -> WeekText.masks("1,2")).hasMessageContaining("not 2");
    assertThatThrownBy(() -> WeekText.masks("0x1000000,0,0,0,0,0,0"))
        .hasMessageContaining("24 bits");
  }
}
