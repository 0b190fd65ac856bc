package reelyard.web;

import io.vertx.core.json.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reelyard.bus.Schemas;

/** The schemas of records, with what their sources say of them and of their fields. */
final class DescribedSchemas {

  private DescribedSchemas() {}

  /**
   * Of these and of all within them, by name.
   *
   * @param place of all of them in one document, such as components/schemas
   */
  static Map<String, Object> of(Stream<Class<?>> records, String place) {
    Set<Class<?>> types =
        records.collect(
            Collectors.toCollection(() -> new TreeSet<>(Comparator.comparing(Class::getName))));
    Map<String, Class<?>> named = new TreeMap<>();
    types.forEach(type -> collect(type, named));
    Map<String, Object> schemas = new TreeMap<>();
    Schemas.of(types, place)
        .forEach((name, schema) -> schemas.put(name, described(schema, named.get(name))));
    return schemas;
  }

  private static Map<String, Object> described(JsonObject schema, Class<?> type) {
    if (type == null) {
      return schema.getMap();
    }
    Map<String, String> fields = Javadocs.fields(type);
    JsonObject properties = schema.getJsonObject("properties", new JsonObject());
    fields.forEach(
        (field, words) -> {
          if (properties.containsKey(field)) {
            properties.getJsonObject(field).put("description", words);
          }
        });
    Map<String, Object> all = new LinkedHashMap<>();
    if (!Javadocs.of(type).isEmpty()) {
      all.put("description", Javadocs.of(type));
    }
    all.putAll(schema.getMap());
    return all;
  }

  /** The types within a record, by their simple names. */
  private static void collect(Type type, Map<String, Class<?>> named) {
    if (type instanceof ParameterizedType several) {
      Stream.of(several.getActualTypeArguments()).forEach(inner -> collect(inner, named));
    } else if (type instanceof Class<?> one
        && (one.isRecord() || one.isEnum())
        && named.put(one.getSimpleName(), one) == null
        && one.isRecord()) {
      for (RecordComponent component : one.getRecordComponents()) {
        collect(component.getGenericType(), named);
      }
    }
  }
}
