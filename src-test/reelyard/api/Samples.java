package reelyard.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;

/** Random values by a schema of an OpenAPI document: such as fit it, and such as do not. */
final class Samples {

  private static final List<String> TEXTS =
      List.of(
          "a",
          "",
          " ",
          "attic",
          "-rf",
          "../../etc/passwd",
          "<script>alert(1)</script>",
          "' OR 1=1 --",
          "Ünïcödé 🎬",
          "line\nbreak",
          "%00%ff%",
          "a\u0000b",
          "null",
          "9".repeat(40),
          "x".repeat(5_000));

  private final JsonObject document;
  private final Random random;

  Samples(JsonObject document, Random random) {
    this.document = document;
    this.random = random;
  }

  /** The schema itself where it only refers to one. */
  JsonObject resolve(JsonObject schema) {
    JsonObject at = schema;
    while (at.containsKey("$ref")) {
      Object found = document;
      for (String step : at.getString("$ref").substring(2).split("/", -1)) {
        found = ((JsonObject) found).getValue(step);
      }
      at = (JsonObject) found;
    }
    return at;
  }

  /** A value that fits. */
  Object fitting(JsonObject given, int depth) {
    JsonObject schema = resolve(given);
    JsonArray several = schema.getJsonArray("anyOf", schema.getJsonArray("oneOf"));
    if (several != null) {
      return fitting(several.getJsonObject(random.nextInt(several.size())), depth);
    }
    if (schema.containsKey("enum")) {
      return pick(schema.getJsonArray("enum"));
    }
    return switch (type(schema)) {
      case "null" -> null;
      case "boolean" -> random.nextBoolean();
      case "integer" -> integer(schema);
      case "number" -> random.nextDouble() * 1_000;
      case "array" -> array(schema, depth);
      case "object" -> object(schema, depth);
      default -> text(schema);
    };
  }

  /** A value of a type that the schema does not have; null when it has them all. */
  Object unfitting(JsonObject given) {
    JsonObject schema = resolve(given);
    if (schema.containsKey("anyOf")) {
      return 1.5;
    }
    String type = String.valueOf(schema.getValue("type"));
    if (schema.containsKey("enum")) {
      return "no such word";
    }
    if (type.contains("string")) {
      return new JsonObject().put("a", 1);
    }
    return type.contains("boolean") || type.contains("integer") || type.contains("number")
        ? new JsonArray().add("x")
        : type.contains("array") || type.contains("object") ? (Object) "text" : null;
  }

  private String type(JsonObject schema) {
    Object type = schema.getValue("type", "object");
    return type instanceof JsonArray types ? (String) pick(types) : (String) type;
  }

  private Object pick(JsonArray from) {
    return from.getValue(random.nextInt(from.size()));
  }

  private Object integer(JsonObject schema) {
    long least = schema.getLong("minimum", -5L);
    long most = schema.getLong("maximum", 1_000L);
    return switch (random.nextInt(4)) {
      case 0 -> least;
      case 1 -> most;
      default -> least + (long) (random.nextDouble() * (most - least));
    };
  }

  private JsonArray array(JsonObject schema, int depth) {
    JsonArray array = new JsonArray();
    int size = depth > 4 ? 0 : random.nextInt(4);
    for (int i = 0; i < size; i++) {
      array.add(fitting(schema.getJsonObject("items", new JsonObject()), depth + 1));
    }
    return array;
  }

  private JsonObject object(JsonObject schema, int depth) {
    JsonObject object = new JsonObject();
    JsonArray required = schema.getJsonArray("required", new JsonArray());
    for (var field : schema.getJsonObject("properties", new JsonObject())) {
      if (required.contains(field.getKey()) || (depth < 5 && random.nextInt(3) == 0)) {
        object.put(field.getKey(), fitting((JsonObject) field.getValue(), depth + 1));
      }
    }
    return object;
  }

  private String text(JsonObject schema) {
    if (schema.containsKey("pattern")) {
      return "a" + random.nextInt(1_000);
    }
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    int most = schema.getInteger("maxLength", Integer.MAX_VALUE);
    String cut = text.substring(0, Math.min(most, text.length()));
    return cut.isBlank() && schema.getInteger("minLength", 0) > 0 ? "a" : cut;
  }
}
