package reelyard.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a request may say beside its body: in the query, in the path or in a header.
 *
 * @param in query, path or header
 * @param schema JSON Schema of its value
 * @param allowed what it must be, in words: "true or false"
 * @param description for people
 * @param required whether a request without it is refused
 */
record ApiParameter(
    String name,
    String in,
    Map<String, Object> schema,
    String allowed,
    String description,
    boolean required) {

  /** Any text. */
  static ApiParameter text(String name, String description) {
    return query(name, schema("string"), "text", description);
  }

  /** A whole number; 0 stands for the default. */
  static ApiParameter number(String name, long most, String description) {
    return number(name, 0, most, description);
  }

  /** A whole number within limits. */
  static ApiParameter number(String name, long least, long most, String description) {
    Map<String, Object> schema = schema("integer");
    schema.put("minimum", least);
    schema.put("maximum", most);
    return query(name, schema, "one number, " + least + " to " + most, description);
  }

  /** A number, with a fraction or without. */
  static ApiParameter decimal(String name, long most, String description) {
    Map<String, Object> schema = schema("number");
    schema.put("minimum", 0);
    schema.put("maximum", most);
    return query(name, schema, "one number, 0 to " + most, description);
  }

  /** Yes or no. */
  static ApiParameter flag(String name, String description) {
    return query(name, schema("boolean"), "true or false", description);
  }

  /** A word of these, in whatever case. */
  static ApiParameter word(String name, Class<? extends Enum<?>> type, String description) {
    return query(name, wordSchema(type), "of " + words(type), description);
  }

  /** Words of these, in whatever case, with commas or by repetition. */
  static ApiParameter words(String name, Class<? extends Enum<?>> type, String description) {
    Map<String, Object> schema = schema("array");
    schema.put("items", wordSchema(type));
    return query(name, schema, "of " + words(type), description);
  }

  /** Ids of jobs, with commas. */
  static ApiParameter ids(String name, int most, String description) {
    Map<String, Object> id = schema("string");
    id.put("pattern", "^[a-z0-9]{1,32}$");
    Map<String, Object> schema = schema("array");
    schema.put("items", id);
    schema.put("maxItems", most);
    return query(name, schema, "at most " + most + " ids with commas", description);
  }

  /** A header of any text. */
  static ApiParameter header(String name, int most, String description) {
    Map<String, Object> schema = schema("string");
    schema.put("minLength", 1);
    schema.put("maxLength", most);
    return new ApiParameter(
        name, "header", schema, "1 to " + most + " characters", description, false);
  }

  /** A part of the path; it must be there. */
  static ApiParameter path(String name) {
    return new ApiParameter(name, "path", schema("string"), "text", "its id or name", true);
  }

  /** The same where nothing goes without it. */
  ApiParameter needed() {
    return new ApiParameter(name, in, schema, allowed, description, true);
  }

  /** Whether the value may be written in whatever case. */
  boolean isWord() {
    return schema.containsKey("enum")
        || (schema.get("items") instanceof Map<?, ?> items && items.containsKey("enum"));
  }

  /** Whether it may come more than once. */
  boolean isList() {
    return schema.get("type").equals("array");
  }

  private static ApiParameter query(
      String name, Map<String, Object> schema, String allowed, String description) {
    return new ApiParameter(name, "query", schema, allowed, description, false);
  }

  private static Map<String, Object> schema(String type) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    return schema;
  }

  private static Map<String, Object> wordSchema(Class<? extends Enum<?>> type) {
    Map<String, Object> schema = schema("string");
    schema.put("enum", names(type));
    return schema;
  }

  private static List<String> names(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
  }

  private static String words(Class<? extends Enum<?>> type) {
    return names(type).toString().toLowerCase(Locale.ROOT);
  }
}
