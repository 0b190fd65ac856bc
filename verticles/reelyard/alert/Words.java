package reelyard.alert;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import reelyard.bus.Causes;

/** Text of others, such as names of films, made harmless for headers, lines and logs. */
final class Words {

  /** As many bytes as fit, in base64, into one encoded word of 75 letters. */
  private static final int WORD_BYTES = 45;

  private static final int MOST_FAILURE = 200;

  private Words() {}

  /** One line without control characters, cut to that many characters. */
  static String line(String text, int most) {
    return clean(text, most, false);
  }

  /** Lines that end in \n, without other control characters, cut to that many characters. */
  static String lines(String text, int most) {
    return clean(text == null ? "" : text.replace("\r\n", "\n").replace('\r', '\n'), most, true);
  }

  /** What a failure says, in one line. */
  static String of(Throwable failure) {
    Throwable cause = Causes.of(failure);
    return line(cause.getMessage() == null ? cause.toString() : cause.getMessage(), MOST_FAILURE);
  }

  private static String clean(String text, int most, boolean linesStay) {
    StringBuilder clean = new StringBuilder();
    int[] points = text == null ? new int[0] : text.codePoints().limit(most + 1L).toArray();
    for (int i = 0; i < Math.min(points.length, most); i++) {
      int point = points[i];
      if (point == '\n' && linesStay) {
        clean.append('\n');
      } else if (breaksLine(point)) {
        clean.append(' ');
      } else {
        // A lone half of a surrogate pair is no letter, and no UTF-8.
        clean.appendCodePoint(Character.getType(point) == Character.SURROGATE ? '?' : point);
      }
    }
    return points.length > most ? clean.append('…').toString() : clean.toString();
  }

  private static boolean breaksLine(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      // Marks of direction let the end of a line pose as its beginning.
      default -> (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    };
  }

  /**
   * A line as a header's value: itself in plain ASCII, else RFC 2047's encoded words, one a line.
   * No letter is split between two words, which Vert.x's own encoder does to emoji.
   */
  static String header(String line) {
    boolean plain =
        line.length() <= 900
            && !line.contains("=?")
            && line.chars().allMatch(c -> c >= ' ' && c <= '~');
    if (plain) {
      return line;
    }
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    line.codePoints()
        .forEach(
            point -> {
              String letter = Character.toString(point);
              if (bytes(word.toString()).length + bytes(letter).length > WORD_BYTES) {
                words.add(encoded(word));
                word.setLength(0);
              }
              word.append(letter);
            });
    words.add(encoded(word));
    return String.join("\r\n ", words);
  }

  private static String encoded(StringBuilder word) {
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes(word.toString())) + "?=";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
