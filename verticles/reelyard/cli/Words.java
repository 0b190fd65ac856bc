package reelyard.cli;

import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.WCWidth;

/** Names, numbers and durations as a terminal can show them. */
final class Words {

  private Words() {}

  /**
   * The text on one line: control characters, and those that turn the writing direction, become
   * escapes such as {@code \n} or {@code \u202e}.
   */
  static String printable(String text) {
    if (text.codePoints().noneMatch(Words::disturbs)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (disturbs(c)) {
                shown.append(escape(c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  /** The same of a text whose line ends and tabulators stay. */
  static String lines(String text) {
    if (text.chars().noneMatch(c -> c == '\n' || c == '\t')) {
      return printable(text);
    }
    StringBuilder shown = new StringBuilder(text.length());
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\t') {
        shown.append(printable(text.substring(from, i))).append(c);
        from = i + 1;
      }
    }
    return shown.append(printable(text.substring(from))).toString();
  }

  private static boolean disturbs(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          c != ZERO_WIDTH_JOINER;
      default -> false;
    };
  }

  /** Binds the parts of one emoji; harmless. */
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private static String escape(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format(Locale.ROOT, c < 0x100 ? "\\x%02x" : "\\u%04x", c);
    };
  }

  /** How many columns the text takes on a terminal. */
  static int columns(String text) {
    return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
  }

  /** The text in at most so many columns; what was cut away is marked by an ellipsis. */
  static String cut(String text, int columns) {
    if (columns(text) <= columns) {
      return text;
    }
    return columns < 1
        ? ""
        : new AttributedString(text).columnSubSequence(0, columns - 1).toString() + "…";
  }

  /** The text in exactly so many columns, at the left. */
  static String left(String text, int columns) {
    String fitting = cut(text, columns);
    return fitting + " ".repeat(Math.max(0, columns - columns(fitting)));
  }

  /** The text in exactly so many columns, at the right. */
  static String right(String text, int columns) {
    String fitting = cut(text, columns);
    return " ".repeat(Math.max(0, columns - columns(fitting))) + fitting;
  }

  /** Seconds as {@code 0:09}, {@code 12:34} or {@code 1:02:03}; empty when negative (unknown). */
  static String duration(long seconds) {
    if (seconds < 0) {
      return "";
    }
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** {@code 43.2 %}; 100 only when it is reached. */
  static String percent(double percent) {
    double bounded = Math.max(0, Math.min(100, percent));
    return String.format(Locale.ROOT, "%.1f %%", Math.floor(bounded * 10 + 1e-6) / 10);
  }

  /** Bytes with a decimal unit: {@code 12.3 MB}. */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 999.95) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %sB", value, "kMGTPE".charAt(unit));
  }
}
