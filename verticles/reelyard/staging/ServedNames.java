package reelyard.staging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Gives the files of one folder names that travel unharmed through FTP, shells and HandBrake's
 * comma-separated lists: as on disk where harmless, no two the same.
 */
public final class ServedNames {

  /** Bytes of UTF-8 that a name may have. */
  static final int LONGEST = 200;

  private static final int LONGEST_EXTENSION = 16;

  private final Set<String> taken = new HashSet<>();

  /** The next file's name. Names that came out the same get a number before the extension. */
  String give(String name) {
    String safe = safe(name);
    String distinct = safe;
    for (int n = 2; !taken.add(distinct); n++) {
      distinct = fitted(safe, units(safe, false), "~" + n);
    }
    return distinct;
  }

  /** One name by itself. What could do harm becomes %XX; a long name keeps its extension. */
  public static String safe(String name) {
    List<String> units = units(name, true);
    String whole = String.join("", units);
    return bytes(whole) <= LONGEST ? whole : fitted(name, units, "~" + digest(name));
  }

  /** The longest beginning that has at most so many bytes of UTF-8. */
  public static String beginning(String name, int mostBytes) {
    return beginning(units(name, false), mostBytes);
  }

  /** Where the extension begins; the length of the name when there is none. */
  public static int extensionAt(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && bytes(name.substring(dot)) <= LONGEST_EXTENSION ? dot : name.length();
  }

  private static String fitted(String name, List<String> units, String mark) {
    int stem = name.codePointCount(0, extensionAt(name));
    String extension = String.join("", units.subList(stem, units.size()));
    int room = LONGEST - bytes(mark) - bytes(extension);
    return beginning(units.subList(0, stem), room) + mark + extension;
  }

  private static String beginning(List<String> units, int mostBytes) {
    StringBuilder cut = new StringBuilder();
    int room = mostBytes;
    for (String unit : units) {
      room -= bytes(unit);
      if (room < 0) {
        break;
      }
      cut.append(unit);
    }
    return cut.toString();
  }

  /** One string for each code point, so that a cut never goes through one. */
  private static List<String> units(String name, boolean encoded) {
    int[] points = name.codePoints().toArray();
    String[] units = new String[points.length];
    for (int i = 0; i < points.length; i++) {
      int c = points[i];
      boolean bad =
          harmful(c)
              || (i == 0 && (c == '-' || c == '.' || blank(c)))
              || (i == points.length - 1 && (c == '.' || blank(c)));
      units[i] = encoded && bad ? percent(c) : Character.toString(c);
    }
    return List.of(units);
  }

  private static boolean harmful(int c) {
    // U+FFFD stands where a name on disk was no valid UTF-8.
    return switch (c) {
      case '%', '/', '\\', ',', 0xFFFD, 0x2028, 0x2029 -> true;
      default -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    };
  }

  private static boolean blank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static String percent(int c) {
    int valid = Character.getType(c) == Character.SURROGATE ? 0xFFFD : c;
    StringBuilder hex = new StringBuilder();
    for (byte b : Character.toString(valid).getBytes(UTF_8)) {
      hex.append(String.format("%%%02X", b));
    }
    return hex.toString();
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }

  private static String digest(String name) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
