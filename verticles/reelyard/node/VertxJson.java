package reelyard.node;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Options of Vert.x from the command line; what Vert.x would skip in silence is refused. */
final class VertxJson {

  private VertxJson() {}

  static boolean isJson(String text) {
    return text.stripLeading().startsWith("{");
  }

  /** The options of a file or of JSON text; null for null. */
  static JsonObject read(
      String option, String fileOrText, UnaryOperator<JsonObject> asVertxUnderstandsIt)
      throws UsageException {
    if (fileOrText == null) {
      return null;
    }
    String text = isJson(fileOrText) ? fileOrText : readFile(option, fileOrText);
    try {
      JsonObject given = new JsonObject(ConfigReader.readDefaults(option, text));
      check(option, given, asVertxUnderstandsIt.apply(given));
      return given;
    } catch (BadConfigException e) {
      throw new UsageException(e.getMessage());
    } catch (IllegalArgumentException | ClassCastException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }

  private static void check(String option, JsonObject given, JsonObject understood)
      throws UsageException {
    for (Map.Entry<String, Object> entry : given) {
      String key = entry.getKey();
      Object value = entry.getValue();
      if (!understood.containsKey(key)) {
        throw new UsageException(
            option + ": " + UnknownKey.explain(key, key, understood.fieldNames()));
      }
      // Sections come back with all their defaults, so only plain values can be compared.
      if (!(value instanceof Map)
          && !String.valueOf(understood.getValue(key)).equals(String.valueOf(value))) {
        throw new UsageException(option + ": " + key + " cannot be " + value);
      }
    }
  }

  private static String readFile(String option, String file) throws UsageException {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new UsageException(option + ": " + file + " is neither JSON nor a readable file");
    }
  }
}
