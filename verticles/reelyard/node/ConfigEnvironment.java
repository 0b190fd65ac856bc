package reelyard.node;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Environment variables over the configuration: REELYARD_WORKER_LANES_FETCH is worker.lanes.fetch.
 * A list is written with commas between its items.
 */
final class ConfigEnvironment {

  static final String PREFIX = "REELYARD_";

  /** What the launcher script reads for itself. */
  static final Set<String> NOT_CONFIGURATION =
      Set.of("REELYARD_JAVA_OPTS", "REELYARD_CLASSPATH", "REELYARD_MAVEN_OPTS");

  private ConfigEnvironment() {}

  /** The values with those of the environment instead. */
  static Map<String, Object> override(Map<String, Object> values, Map<String, String> environment)
      throws BadConfigException {
    Map<String, List<String>> paths = new LinkedHashMap<>();
    collect(values, List.of(), paths);
    Map<String, Object> result = values;
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      if (!name.startsWith(PREFIX) || NOT_CONFIGURATION.contains(name)) {
        continue;
      }
      List<String> path = paths.get(name.toUpperCase(Locale.ROOT));
      if (path == null) {
        throw new BadConfigException(
            "environment variable " + UnknownKey.explain(name, name, paths.keySet()));
      }
      result = with(result, path, name, variable.getValue());
    }
    return result;
  }

  private static void collect(
      Map<String, Object> section, List<String> parents, Map<String, List<String>> paths) {
    section.forEach(
        (key, value) -> {
          List<String> path = append(parents, key);
          if (path.equals(List.of("custom"))) {
            return;
          }
          if (value instanceof Map) {
            collect(asSection(value), path, paths);
          } else {
            paths.put(PREFIX + String.join("_", path).toUpperCase(Locale.ROOT), path);
          }
        });
  }

  /** A copy of the section in which the value at the path is replaced. */
  private static Map<String, Object> with(
      Map<String, Object> section, List<String> path, String variable, String text)
      throws BadConfigException {
    Map<String, Object> copy = new LinkedHashMap<>(section);
    String key = path.get(0);
    Object old = section.get(key);
    copy.put(
        key,
        path.size() > 1
            ? with(asSection(old), path.subList(1, path.size()), variable, text)
            : value(old, variable, text));
    return copy;
  }

  private static Object value(Object old, String variable, String text) throws BadConfigException {
    if (old instanceof List) {
      return Arrays.stream(text.split(",", -1))
          .map(String::strip)
          .filter(item -> !item.isEmpty())
          .toList();
    }
    if (old instanceof Integer) {
      try {
        return Integer.valueOf(text.strip());
      } catch (NumberFormatException e) {
        throw new BadConfigException(
            "environment variable " + variable + ": must be a whole number, not \"" + text + "\"");
      }
    }
    if (old instanceof Double) {
      try {
        return Double.valueOf(text.strip());
      } catch (NumberFormatException e) {
        throw new BadConfigException(
            "environment variable " + variable + ": must be a number, not \"" + text + "\"");
      }
    }
    if (old instanceof Boolean) {
      return switch (text.strip()) {
        case "true" -> true;
        case "false" -> false;
        default ->
            throw new BadConfigException(
                "environment variable %s: must be true or false, not \"%s\""
                    .formatted(variable, text));
      };
    }
    return text;
  }

  private static List<String> append(List<String> parents, String key) {
    return Stream.concat(parents.stream(), Stream.of(key)).toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asSection(Object map) {
    return (Map<String, Object>) map;
  }
}
