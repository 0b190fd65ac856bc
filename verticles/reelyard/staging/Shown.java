package reelyard.staging;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;

/** Names and errors as they may stand in a one-line message. */
public final class Shown {

  private Shown() {}

  /** A path or name; control and direction characters, which could fake a line, are escaped. */
  public static String name(Object name) {
    StringBuilder shown = new StringBuilder();
    name.toString()
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                  if (faces(c)) {
                    shown.appendCodePoint(c);
                  } else {
                    shown.append(String.format("\\u%04x", c));
                  }
                }
              }
            });
    return shown.toString();
  }

  /** What went wrong, without the path that the message names anyway. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemLoopException) {
      return "its links go in a circle";
    }
    if (e instanceof FileSystemException system && system.getReason() != null) {
      return name(system.getReason());
    }
    return e.getClass().getSimpleName().replace("Exception", "");
  }

  private static boolean faces(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
