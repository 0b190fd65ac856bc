package reelyard.model;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collections;
import java.util.List;

/**
 * The hours in which a worker may work: seven masks, Sunday first, one bit an hour, 00:00 the
 * highest of 24; 1 = may work. So Autodesk Backburner's server schedule has it.
 */
public record WeekSchedule(List<Integer> masks) {

  private static final int WHOLE_DAY = 0xFFFFFF;

  public static final WeekSchedule ALWAYS = new WeekSchedule(Collections.nCopies(7, WHOLE_DAY));

  public WeekSchedule {
    if (masks == null || masks.size() != 7) {
      throw new IllegalArgumentException(
          "schedule must be seven masks, Sunday first, not " + (masks == null ? 0 : masks.size()));
    }
    for (int day = 0; day < 7; day++) {
      Integer mask = masks.get(day);
      if (mask == null || mask < 0 || mask > WHOLE_DAY) {
        throw new IllegalArgumentException(
            "schedule of day %d (0 is Sunday) must be 24 bits, 0 to 16777215, not %s"
                .formatted(day, mask));
      }
    }
    masks = List.copyOf(masks);
  }

  /** Whether the worker may work at this moment, by its own clock on the wall. */
  public boolean open(Instant when, ZoneId zone) {
    return open(when.atZone(zone));
  }

  /**
   * When {@link #open} changes next, or null when it never does. Walks real hours, so a clock that
   * is put forward or back on the way is reckoned with.
   */
  public Instant nextChange(Instant when, ZoneId zone) {
    boolean now = open(when, zone);
    ZonedDateTime hour = when.atZone(zone).truncatedTo(ChronoUnit.MINUTES);
    // A week, its first hour again, and one for each time that the clock is put.
    for (int i = 0; i < 7 * 24 + 4; i++) {
      hour = next(hour);
      if (open(hour) != now) {
        return hour.toInstant();
      }
    }
    return null;
  }

  /** The next full hour on the wall, or the moment when that clock is put if it comes first. */
  private static ZonedDateTime next(ZonedDateTime when) {
    ZonedDateTime hour = when.plusMinutes(60 - when.getMinute());
    ZoneOffsetTransition put = when.getZone().getRules().nextTransition(when.toInstant());
    return put != null && put.getInstant().isBefore(hour.toInstant())
        ? put.getInstant().atZone(when.getZone())
        : hour;
  }

  private boolean open(ZonedDateTime when) {
    int day = when.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : when.getDayOfWeek().getValue();
    return (masks.get(day) >> (23 - when.getHour()) & 1) == 1;
  }
}
