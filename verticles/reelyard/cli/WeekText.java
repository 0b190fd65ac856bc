package reelyard.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reelyard.model.WeekSchedule;

/**
 * A week's open hours in words: {@code mon-fri 18-8, sat-sun 0-24}. Hours that end at or before
 * their begin run over midnight into the next day.
 */
final class WeekText {

  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  /** People's weeks begin on Monday, the masks on Sunday. */
  private static final int[] SHOWN = {1, 2, 3, 4, 5, 6, 0};

  private static final Pattern HOURS = Pattern.compile("([0-9]{1,9})(?::00)?-([0-9]{1,9})(?::00)?");
  private static final String EXAMPLE = "such as \"mon-fri 18-8, sat-sun 0-24\"";

  private WeekText() {}

  /**
   * Reads {@code always}, {@code never}, or days with hours, parted by commas.
   *
   * @throws IllegalArgumentException naming the words that are wrong
   */
  static WeekSchedule parse(String text) {
    String words = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s*-\\s*", "-");
    if (words.equals("always")) {
      return WeekSchedule.ALWAYS;
    }
    int[] masks = new int[7];
    if (!words.equals("never")) {
      for (String part : words.split(",", -1)) {
        add(masks, part.strip());
      }
    }
    return new WeekSchedule(Arrays.stream(masks).boxed().toList());
  }

  private static void add(int[] masks, String part) {
    String[] words = part.split("\\s+");
    if (words.length < 2) {
      throw new IllegalArgumentException(
          "the hours \"%s\" must be days with hours, %s".formatted(part, EXAMPLE));
    }
    for (String hours : Arrays.asList(words).subList(1, words.length)) {
      for (int day : days(words[0], part)) {
        open(masks, day, hours, part);
      }
    }
  }

  private static List<Integer> days(String words, String part) {
    if (words.equals("daily")) {
      return List.of(0, 1, 2, 3, 4, 5, 6);
    }
    String[] ends = words.split("-", -1);
    int first = day(ends[0], part);
    int last = day(ends[ends.length - 1], part);
    if (ends.length > 2) {
      throw unknownDay(words, part);
    }
    List<Integer> days = new ArrayList<>();
    for (int day = first; ; day = (day + 1) % 7) {
      days.add(day);
      if (day == last) {
        return days;
      }
    }
  }

  private static int day(String word, String part) {
    for (int day = 0; day < 7; day++) {
      if (word.length() >= 3 && fullName(day).startsWith(word)) {
        return day;
      }
    }
    throw unknownDay(word, part);
  }

  private static String fullName(int day) {
    return switch (DAYS.get(day)) {
      case "tue" -> "tuesday";
      case "wed" -> "wednesday";
      case "thu" -> "thursday";
      case "sat" -> "saturday";
      default -> DAYS.get(day) + "day";
    };
  }

  private static IllegalArgumentException unknownDay(String word, String part) {
    return new IllegalArgumentException(
        "in the hours \"%s\", \"%s\" is no day: write mon, tue, wed, thu, fri, sat, sun, a range of"
                .formatted(part, word)
            + " them, or daily");
  }

  private static void open(int[] masks, int day, String hours, String part) {
    Matcher ends = HOURS.matcher(hours);
    if (!ends.matches()) {
      throw new IllegalArgumentException(
          "in the hours \"%s\", \"%s\" must be whole hours such as 18-8 or 0-24"
              .formatted(part, hours));
    }
    int from = Integer.parseInt(ends.group(1));
    int to = Integer.parseInt(ends.group(2));
    if (from > 23 || to > 24 || from == to) {
      throw new IllegalArgumentException(
          "in the hours \"%s\", \"%s\" must begin at 0 to 23 and end at another hour, 0 to 24"
              .formatted(part, hours));
    }
    for (int hour = from; hour < (from < to ? to : to + 24); hour++) {
      masks[(day + hour / 24) % 7] |= 1 << (23 - hour % 24);
    }
  }

  /**
   * Reads seven masks, Sunday first, decimal or like 0xffffff, parted by commas or blanks.
   *
   * @throws IllegalArgumentException naming the mask that is wrong
   */
  static WeekSchedule masks(String text) {
    List<Integer> masks = new ArrayList<>();
    for (String word : text.strip().split("[,\\s]+", -1)) {
      try {
        masks.add(Integer.decode(word));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "the mask \"%s\" must be 24 bits: a number up to 16777215 or 0xffffff".formatted(word),
            e);
      }
    }
    return new WeekSchedule(masks);
  }

  /** The week in words that {@link #parse} reads. */
  static String of(WeekSchedule schedule) {
    if (schedule.equals(WeekSchedule.ALWAYS)) {
      return "always";
    }
    List<String> parts = new ArrayList<>();
    for (int first = 0; first < 7; ) {
      int last = first;
      int mask = mask(schedule, first);
      while (last < 6 && mask(schedule, last + 1) == mask) {
        last++;
      }
      if (mask != 0) {
        parts.add(
            DAYS.get(SHOWN[first])
                + (last == first ? "" : "-" + DAYS.get(SHOWN[last]))
                + hours(mask));
      }
      first = last + 1;
    }
    return parts.isEmpty() ? "never" : String.join(", ", parts);
  }

  private static int mask(WeekSchedule schedule, int shown) {
    return schedule.masks().get(SHOWN[shown]);
  }

  private static String hours(int mask) {
    StringBuilder words = new StringBuilder();
    for (int hour = 0; hour < 24; ) {
      int to = hour;
      while (to < 24 && ((mask >> (23 - to)) & 1) == 1) {
        to++;
      }
      if (to > hour) {
        words.append(' ').append(hour).append('-').append(to);
      }
      hour = to + 1;
    }
    return words.toString();
  }
}
