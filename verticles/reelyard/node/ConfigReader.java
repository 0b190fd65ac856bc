package reelyard.node;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads YAML or JSON over the defaults, key by key. The defaults are the schema: a key that they do
 * not have, or a value of another kind than theirs, is an error with line and column. An empty map
 * in the defaults takes anything.
 */
final class ConfigReader {

  private final String name;
  private final JsonParser parser;

  private ConfigReader(String name, JsonParser parser) {
    this.name = name;
    this.parser = parser;
  }

  /** The defaults, which nothing is checked against. */
  static Map<String, Object> readDefaults(String name, String text) throws BadConfigException {
    return read(name, text, Map.of());
  }

  /** The defaults with what the text says instead; the name is for messages. */
  static Map<String, Object> read(String name, String text, Map<String, Object> defaults)
      throws BadConfigException {
    // YAML forbids tabs where JSON files have them, so what begins like JSON is read as JSON.
    JsonFactory factory =
        text.stripLeading().startsWith("{") ? new JsonFactory() : new YAMLFactory();
    try (JsonParser parser = factory.createParser(text)) {
      return new ConfigReader(name, parser).document(defaults);
    } catch (JsonProcessingException e) {
      throw malformed(name, e);
    } catch (IOException e) {
      throw new BadConfigException(name + ": " + e.getMessage());
    }
  }

  private Map<String, Object> document(Map<String, Object> defaults)
      throws IOException, BadConfigException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      throw new BadConfigException(
          name + ": holds no key at all; without a configuration the defaults hold");
    }
    if (first != JsonToken.START_OBJECT) {
      throw wrong("must be keys and values, such as farm: reelyard");
    }
    Map<String, Object> values = section(defaults, "");
    if (parser.nextToken() != null) {
      throw wrong("only one document may stand here");
    }
    return values;
  }

  private Map<String, Object> section(Map<String, Object> defaults, String path)
      throws IOException, BadConfigException {
    Map<String, Object> values = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      String keyPath = path.isEmpty() ? key : path + "." + key;
      if (values.containsKey(key)) {
        throw wrong(keyPath + " stands here twice");
      }
      if (!defaults.isEmpty() && !defaults.containsKey(key)) {
        throw wrong(UnknownKey.explain(keyPath, key, defaults.keySet()));
      }
      parser.nextToken();
      values.put(key, defaults.isEmpty() ? anything(keyPath) : value(defaults.get(key), keyPath));
    }
    Map<String, Object> merged = new LinkedHashMap<>(defaults);
    merged.putAll(values);
    return merged;
  }

  private Object value(Object standard, String path) throws IOException, BadConfigException {
    JsonToken token = parser.currentToken();
    if (standard instanceof Map) {
      // A section whose keys are all commented out.
      return token == JsonToken.VALUE_NULL ? standard : section(asSection(standard), path, token);
    }
    if (token == JsonToken.VALUE_NULL) {
      throw wrong(path + " has no value; leave the key out to keep its default");
    }
    if (standard instanceof List) {
      return texts(path, token);
    }
    if (standard instanceof Integer) {
      return wholeNumber(path, token);
    }
    if (standard instanceof Double) {
      return number(path, token);
    }
    if (standard instanceof Boolean) {
      return yesOrNo(path, token);
    }
    return text(path, token);
  }

  private Map<String, Object> section(Map<String, Object> defaults, String path, JsonToken token)
      throws IOException, BadConfigException {
    if (token != JsonToken.START_OBJECT) {
      throw wrong(
          path
              + " must be a section with keys of its own"
              + (defaults.isEmpty() ? "" : " (" + String.join(", ", defaults.keySet()) + ")"));
    }
    return section(defaults, path);
  }

  private List<String> texts(String path, JsonToken token) throws IOException, BadConfigException {
    if (token != JsonToken.START_ARRAY) {
      throw wrong(path + " must be a list, such as [a, b]");
    }
    List<String> texts = new ArrayList<>();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      texts.add(text(path + "[" + texts.size() + "]", next));
    }
    return texts;
  }

  private Integer wholeNumber(String path, JsonToken token) throws IOException, BadConfigException {
    if (token != JsonToken.VALUE_NUMBER_INT
        || parser.getNumberType() != JsonParser.NumberType.INT) {
      throw wrong(path + " must be a whole number, not " + shown(token));
    }
    return parser.getIntValue();
  }

  private Double number(String path, JsonToken token) throws IOException, BadConfigException {
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      throw wrong(path + " must be a number, not " + shown(token));
    }
    return parser.getDoubleValue();
  }

  private Boolean yesOrNo(String path, JsonToken token) throws IOException, BadConfigException {
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw wrong(path + " must be true or false, not " + shown(token));
    }
    return token == JsonToken.VALUE_TRUE;
  }

  private String text(String path, JsonToken token) throws IOException, BadConfigException {
    if (token == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    throw wrong(
        path
            + " must be text"
            + (isSecret(path) ? "" : ", not " + shown(token))
            + (token.isScalarValue() ? ": put it in double quotes" : ""));
  }

  private static boolean isSecret(String path) {
    return path.endsWith("password") || path.endsWith("secret") || path.endsWith("token");
  }

  private Object anything(String path) throws IOException, BadConfigException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> section(Map.of(), path);
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(anything(path + "[" + list.size() + "]"));
        }
        yield list;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  private String shown(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> "a section";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "\"" + parser.getText() + "\"";
      default -> parser.getText();
    };
  }

  private BadConfigException wrong(String words) {
    return new BadConfigException(at(name, parser.currentTokenLocation()) + ": " + words);
  }

  private static BadConfigException malformed(String name, JsonProcessingException e) {
    // SnakeYAML tells its story over many lines; the indented ones quote the place.
    String words =
        e.getOriginalMessage()
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith(" "))
            .reduce((a, b) -> a + ": " + b)
            .orElse("malformed");
    return new BadConfigException(at(name, e.getLocation()) + ": " + words);
  }

  private static String at(String name, JsonLocation location) {
    return location == null
        ? name
        : name + ":" + location.getLineNr() + ":" + location.getColumnNr();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asSection(Object map) {
    return (Map<String, Object>) map;
  }
}
