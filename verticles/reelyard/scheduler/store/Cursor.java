package reelyard.scheduler.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the page after begins: the place of the last row of the page before, as text that means
 * nothing to whoever carries it.
 *
 * @param list in which it stands
 */
record Cursor(String list, long section, long place1, long place2, long seq) {

  private static final Pattern TEXT =
      Pattern.compile("([A-Z]+):(\\d):(-?\\d{1,19}):(-?\\d{1,19}):(\\d{1,19})");

  String text() {
    String plain = list + ":" + section + ":" + place1 + ":" + place2 + ":" + seq;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Reads one, null for none.
   *
   * @throws IllegalArgumentException when this list never gave it
   */
  static Cursor of(String text, String list) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      Matcher parts =
          TEXT.matcher(
              new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1));
      if (parts.matches() && parts.group(1).equals(list)) {
        return new Cursor(
            list,
            Long.parseLong(parts.group(2)),
            Long.parseLong(parts.group(3)),
            Long.parseLong(parts.group(4)),
            Long.parseLong(parts.group(5)));
      }
    } catch (IllegalArgumentException e) {
      throw refusal(e);
    }
    throw refusal(null);
  }

  private static IllegalArgumentException refusal(Exception cause) {
    return new IllegalArgumentException(
        "cursor must be the next of an earlier page in the same order, unchanged: ask for the first"
            + " page again",
        cause);
  }
}
