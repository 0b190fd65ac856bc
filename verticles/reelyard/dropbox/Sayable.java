package reelyard.dropbox;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths as text: what can be said, and how it is shown. */
final class Sayable {

  private Sayable() {}

  /** Whether the path comes back from its text: names of bytes that are no text do not. */
  static boolean is(Path path) {
    try {
      return Path.of(path.toString()).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** In one line; what could fake another line or hide a part is escaped. */
  static String shown(Object path) {
    StringBuilder shown = new StringBuilder();
    path.toString()
        .codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean faces =
                  type != Character.CONTROL
                      && type != Character.FORMAT
                      && type != Character.SURROGATE
                      && type != Character.LINE_SEPARATOR
                      && type != Character.PARAGRAPH_SEPARATOR;
              if (faces) {
                shown.appendCodePoint(c);
              } else {
                shown.append("\\u%04x".formatted(c));
              }
            });
    return shown.toString();
  }
}
