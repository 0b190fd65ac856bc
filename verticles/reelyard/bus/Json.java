package reelyard.bus;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.DatabindCodec;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Records to JSON and back. Readers skip fields they do not know, so that messages can grow. */
public final class Json {

  private static final ObjectMapper TOLERANT =
      DatabindCodec.mapper()
          .copy()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private static final ObjectMapper STRICT =
      TOLERANT.copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final ObjectMapper TEXT =
      STRICT
          .copy()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  static {
    refuseOtherTypes(TOLERANT);
    refuseOtherTypes(TEXT);
  }

  /**
   * Else messages that say 9.9, "2", 1 or 5 would be read as 9, 2, true and "5", in silence. Not so
   * for the configuration: a password in YAML may be all digits.
   */
  private static void refuseOtherTypes(ObjectMapper mapper) {
    refuse(
        mapper,
        LogicalType.Textual,
        CoercionInputShape.Integer,
        CoercionInputShape.Float,
        CoercionInputShape.Boolean);
    refuse(
        mapper,
        LogicalType.Boolean,
        CoercionInputShape.Integer,
        CoercionInputShape.Float,
        CoercionInputShape.String,
        CoercionInputShape.EmptyString);
    refuse(
        mapper,
        LogicalType.Integer,
        CoercionInputShape.Float,
        CoercionInputShape.Boolean,
        CoercionInputShape.String,
        CoercionInputShape.EmptyString);
    refuse(
        mapper,
        LogicalType.Float,
        CoercionInputShape.Boolean,
        CoercionInputShape.String,
        CoercionInputShape.EmptyString);
  }

  private static void refuse(ObjectMapper mapper, LogicalType type, CoercionInputShape... shapes) {
    for (CoercionInputShape shape : shapes) {
      mapper.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail);
    }
  }

  private Json() {}

  /** A record as a JSON object. */
  @SuppressWarnings("unchecked")
  public static JsonObject encode(Object message) {
    return new JsonObject((Map<String, Object>) TOLERANT.convertValue(message, Map.class));
  }

  /** A record as JSON text. */
  public static String write(Object message) {
    try {
      return TOLERANT.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + message, e);
    }
  }

  /**
   * A JSON object as a record; unknown fields are skipped.
   *
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public static <T> T decode(JsonObject json, Class<T> type) {
    return convert(TOLERANT, json.getMap(), type);
  }

  /**
   * A JSON object as a record; an unknown field is an error.
   *
   * @throws IllegalArgumentException naming the field that is wrong or unknown
   */
  public static <T> T decodeStrictly(JsonObject json, Class<T> type) {
    return convert(STRICT, json.getMap(), type);
  }

  /**
   * JSON text as a record; unknown fields are skipped.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public static <T> T read(String text, Class<T> type) {
    try {
      return TOLERANT.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(explain(e), e);
    }
  }

  /**
   * The text in a field of a JSON object; null where it has none. Reads no further than to there.
   *
   * @throws IllegalArgumentException when that is no JSON object
   */
  public static String field(byte[] json, String name) {
    try (JsonParser parser = TOLERANT.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("is no JSON object");
      }
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        if (field.equals(name)) {
          return parser.nextTextValue();
        }
        parser.nextToken();
        parser.skipChildren();
      }
      return null;
    } catch (IOException e) {
      throw new IllegalArgumentException("is no JSON object", e);
    }
  }

  /**
   * JSON text as a record; an unknown field, a field said twice or anything after the end is an
   * error.
   *
   * @throws IllegalArgumentException naming the field, or the line and column where the text breaks
   */
  public static <T> T readStrictly(String text, Class<T> type) {
    try {
      T message = TEXT.readValue(text, type);
      if (message == null) {
        throw new IllegalArgumentException("null where an object belongs");
      }
      return message;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(explainText(e), e);
    }
  }

  private static <T> T convert(ObjectMapper mapper, Map<String, Object> map, Class<T> type) {
    try {
      return mapper.convertValue(map, type);
    } catch (IllegalArgumentException e) {
      throw e.getCause() instanceof JsonProcessingException cause
          ? new IllegalArgumentException(explain(cause), e)
          : e;
    }
  }

  private static String explainText(JsonProcessingException e) {
    Throwable root = e;
    while (root instanceof JsonMappingException && root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof StreamReadException broken) {
      JsonLocation where = broken.getLocation();
      // Jackson repeats here, at length, that it does not show the text.
      String words = broken.getOriginalMessage().replaceAll(" \\(start marker at .*]\\)", "");
      return "line " + where.getLineNr() + ", column " + where.getColumnNr() + ": " + words;
    }
    return explain(e);
  }

  private static String explain(JsonProcessingException e) {
    if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      // Records refuse by both, and say what.
      return e.getCause() instanceof IllegalArgumentException
              || e.getCause() instanceof NullPointerException
          ? e.getCause().getMessage()
          : e.getOriginalMessage();
    }
    String path =
        mapping.getPath().stream()
            .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
            .collect(Collectors.joining("."))
            .replace(".[", "[");
    if (e instanceof UnrecognizedPropertyException unknown) {
      String known =
          unknown.getKnownPropertyIds().stream()
              .map(Object::toString)
              .sorted()
              .collect(Collectors.joining(", "));
      return path + ": unknown; known here are " + known;
    }
    if (e instanceof MismatchedInputException mismatch
        && !(e instanceof InvalidFormatException)
        && mismatch.getTargetType() != null
        && mismatch.getTargetType().isRecord()) {
      // Jackson would repeat the value, which may be a password in the wrong place.
      return path + ": must be an object with keys of its own";
    }
    if (e instanceof MismatchedInputException mismatch
        && e.getOriginalMessage().startsWith("Cannot coerce")) {
      return path + ": must be " + kind(mismatch.getTargetType());
    }
    if (e instanceof MismatchedInputException mismatch
        && !(e instanceof InvalidFormatException)
        && kind(mismatch.getTargetType()) != null
        && e.getOriginalMessage().startsWith("Cannot deserialize")) {
      return path + ": must be " + kind(mismatch.getTargetType());
    }
    Throwable root = e.getCause() == null ? e : e.getCause();
    String words = root == e ? e.getOriginalMessage() : root.getMessage();
    return path + ": " + words;
  }

  private static String kind(Class<?> type) {
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "text";
    }
    if (type == Double.class || type == double.class) {
      return "a number";
    }
    if (type == null || type.isEnum() || type.isRecord()) {
      return null;
    }
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "a list";
    }
    return Map.class.isAssignableFrom(type) ? "an object" : "a whole number";
  }
}
