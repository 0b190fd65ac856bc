package reelyard.scheduler.store;

/** Text as every database takes it. */
final class Texts {

  private static final char UNKNOWN = '\uFFFD';

  private Texts() {}

  /**
   * The same text, but for what PostgreSQL refuses and UTF-8 cannot say: zero characters and halves
   * of surrogate pairs become U+FFFD; null becomes empty.
   */
  static String storable(String text) {
    if (text == null) {
      return "";
    }
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == 0 || Character.isSurrogate(letter)) {
        return cleaned(text);
      }
    }
    return text;
  }

  private static String cleaned(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            letter ->
                clean.appendCodePoint(
                    letter == 0 || (letter >= 0xD800 && letter <= 0xDFFF) ? UNKNOWN : letter));
    return clean.toString();
  }
}
