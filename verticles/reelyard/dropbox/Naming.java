package reelyard.dropbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes a result's path out of a template such as {@code {user}/{name}}: whatever the values hold,
 * it stays below the folder it is meant for, and fits into a file system.
 */
final class Naming {

  static final String DEFAULT = "{name}";

  static final Set<String> KNOWN = Set.of("name", "folder", "rule", "preset", "user", "date");

  private static final Pattern FIELD = Pattern.compile("\\{([^{}/]*)}");
  private static final int LONGEST = 255;

  private Naming() {}

  /** What is wrong with the template, as the end of a sentence that begins with its key. */
  static Optional<String> complaint(String template) {
    Matcher field = FIELD.matcher(template);
    while (field.find()) {
      if (!KNOWN.contains(field.group(1))) {
        return Optional.of(
            "knows %s, but no {%s}"
                .formatted(
                    KNOWN.stream()
                        .sorted()
                        .map(k -> "{" + k + "}")
                        .collect(Collectors.joining(" ")),
                    field.group(1)));
      }
    }
    String rest = FIELD.matcher(template).replaceAll("x");
    if (rest.matches(".*[{}].*")) {
      return Optional.of("has a brace without its partner: " + template);
    }
    boolean path =
        !rest.isEmpty()
            && Arrays.stream(rest.split("/", -1))
                .noneMatch(part -> part.isBlank() || part.startsWith("."))
            && rest.chars().noneMatch(Character::isISOControl);
    return path
        ? Optional.empty()
        : Optional.of(
            "must be a relative path without empty names and names that begin with a dot, not "
                + template);
  }

  /**
   * The folders and the file's name; the extension comes on top.
   *
   * @param values for every known field
   */
  static List<String> path(String template, Map<String, String> values, String extension) {
    String[] parts = template.split("/", -1);
    List<String> path = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      String part = clean(fill(parts[i], values));
      if (last) {
        path.add(
            cut(part.isEmpty() ? "_" : part, LONGEST - extension.length() - 1) + "." + extension);
      } else if (!part.isEmpty()) {
        path.add(cut(part, LONGEST));
      }
    }
    return path;
  }

  private static String fill(String part, Map<String, String> values) {
    return FIELD.matcher(part).replaceAll(m -> Matcher.quoteReplacement(values.get(m.group(1))));
  }

  // A hidden result would be overlooked; and "." and ".." are no names.
  private static String clean(String name) {
    StringBuilder clean = new StringBuilder();
    name.codePoints()
        .map(c -> Character.isISOControl(c) || c == '/' ? '_' : c)
        .forEach(clean::appendCodePoint);
    return clean.toString().strip().replaceFirst("^\\.+", "_");
  }

  private static String cut(String name, int bytes) {
    StringBuilder cut = new StringBuilder();
    int room = bytes;
    for (int c : name.codePoints().toArray()) {
      room -= Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
      if (room < 0) {
        break;
      }
      cut.appendCodePoint(c);
    }
    return cut.toString();
  }
}
