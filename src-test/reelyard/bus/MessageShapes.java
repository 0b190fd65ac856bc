package reelyard.bus;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a program that reads or writes messages relies on: a line for each field and word. */
final class MessageShapes {

  private static final String REQUIRED = " required";

  private MessageShapes() {}

  /** By field, such as JobView.id: its type, and whether it must be there; by enum, its words. */
  static Map<String, String> of(JsonObject definitions) {
    Map<String, String> shapes = new TreeMap<>();
    definitions.forEach(
        each -> {
          String name = each.getKey();
          JsonObject schema = (JsonObject) each.getValue();
          if (schema.containsKey("enum")) {
            schema.getJsonArray("enum").forEach(word -> shapes.put(name + "=" + word, "word"));
          }
          JsonArray required = schema.getJsonArray("required", new JsonArray());
          schema
              .getJsonObject("properties", new JsonObject())
              .forEach(
                  field ->
                      shapes.put(
                          name + "." + field.getKey(),
                          type((JsonObject) field.getValue())
                              + (required.contains(field.getKey()) ? REQUIRED : "")));
        });
    return shapes;
  }

  /** What somebody who knows only the old messages would stumble over in the new ones. */
  static List<String> broken(Map<String, String> old, Map<String, String> now) {
    List<String> broken = new ArrayList<>();
    old.forEach(
        (field, shape) -> {
          if (!shape.equals(now.get(field))) {
            broken.add("%s was %s and is %s".formatted(field, shape, now.get(field)));
          }
        });
    now.forEach(
        (field, shape) -> {
          String message = field.replaceFirst("[.=].*", ".");
          if (!old.containsKey(field)
              && shape.endsWith(REQUIRED)
              && old.keySet().stream().anyMatch(known -> known.startsWith(message))) {
            broken.add(field + " is new and nobody sends it yet, so it cannot be required");
          }
        });
    return broken;
  }

  private static String type(JsonObject schema) {
    if (schema.containsKey("$ref")) {
      return schema.getString("$ref").replaceFirst(".*/", "");
    }
    if (schema.containsKey("anyOf")) {
      return schema.getJsonArray("anyOf").stream()
          .map(each -> type((JsonObject) each))
          .collect(Collectors.joining("|"));
    }
    if (schema.getValue("additionalProperties") instanceof JsonObject held) {
      return "map of " + type(held);
    }
    Object type = schema.getValue("type");
    String words =
        type instanceof JsonArray several
            ? several.stream().map(String::valueOf).collect(Collectors.joining("|"))
            : String.valueOf(type);
    return schema.containsKey("items")
        ? words + " of " + type(schema.getJsonObject("items"))
        : words;
  }
}
