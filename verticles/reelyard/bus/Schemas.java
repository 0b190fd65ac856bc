package reelyard.bus;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.impl.PropertySortUtils;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What messages look like, as JSON Schema (draft 2020-12), read off their records: a field is
 * required where the record refuses to be without it, may be null elsewhere, and has the limits
 * that the record keeps. Further fields are always allowed, so that messages can grow.
 */
public final class Schemas {

  private static final Set<Class<?>> NUMBERS =
      Set.of(int.class, Integer.class, long.class, Long.class);

  private static final Map<Class<?>, RecordProbe> PROBES = new ConcurrentHashMap<>();

  private Schemas() {}

  /** The schema of one record, complete in itself. */
  public static JsonObject of(Class<?> type) {
    return json(generator(Option.SCHEMA_VERSION_INDICATOR).generateSchema(type));
  }

  /**
   * The schemas of these records and of all within them, by name, which refer to each other.
   *
   * @param place of all of them in one document, such as components/schemas
   */
  public static Map<String, JsonObject> of(Collection<Class<?>> types, String place) {
    SchemaBuilder builder = generator().buildMultipleSchemaDefinitions();
    // Names must not depend on the order in which somebody collected the types.
    types.stream()
        .sorted(Comparator.comparing(Class::getName))
        .forEach(builder::createSchemaReference);
    Map<String, JsonObject> schemas = new TreeMap<>();
    builder
        .collectDefinitions(place)
        .properties()
        .forEach(each -> schemas.put(each.getKey(), json((ObjectNode) each.getValue())));
    return schemas;
  }

  private static SchemaGenerator generator(Option... more) {
    SchemaGeneratorConfigBuilder builder =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .without(Option.SCHEMA_VERSION_INDICATOR)
            .with(
                Option.DEFINITIONS_FOR_ALL_OBJECTS,
                Option.FLATTENED_ENUMS,
                Option.INLINE_NULLABLE_SCHEMAS,
                Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES);
    List.of(more).forEach(builder::with);
    builder
        .forTypesInGeneral()
        .withPropertySorter(PropertySortUtils.SORT_PROPERTIES_FIELDS_BEFORE_METHODS)
        .withCustomDefinitionProvider(Schemas::map);
    builder
        .forFields()
        .withRequiredCheck(Schemas::isRequired)
        .withNullableCheck(Schemas::isNullable)
        .withNumberInclusiveMinimumResolver(field -> number(limits(field).least()))
        .withNumberInclusiveMaximumResolver(field -> number(limits(field).most()));
    return new SchemaGenerator(builder.build());
  }

  /** Where it stands: a name such as Map(String,String) is none in OpenAPI. */
  private static CustomDefinition map(ResolvedType type, SchemaGenerationContext context) {
    List<ResolvedType> held = type.typeParametersFor(Map.class);
    if (held == null || held.size() != 2) {
      return null;
    }
    ObjectNode schema = context.getGeneratorConfig().createObjectNode();
    schema.put("type", "object");
    schema.set("additionalProperties", context.createDefinitionReference(held.get(1)));
    return new CustomDefinition(
        schema, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES);
  }

  private static boolean isRequired(FieldScope field) {
    return !field.isFakeContainerItemScope() && probe(field).requires(field.getDeclaredName());
  }

  private static boolean isNullable(FieldScope field) {
    return !field.isFakeContainerItemScope()
        && !field.getType().getErasedType().isPrimitive()
        && !isRequired(field);
  }

  private static Limits limits(FieldScope field) {
    return !field.isFakeContainerItemScope() && NUMBERS.contains(field.getType().getErasedType())
        ? probe(field).limits(field.getDeclaredName())
        : Limits.NONE;
  }

  private static RecordProbe probe(FieldScope field) {
    return PROBES.computeIfAbsent(field.getDeclaringType().getErasedType(), RecordProbe::of);
  }

  private static BigDecimal number(Long limit) {
    return limit == null ? null : BigDecimal.valueOf(limit);
  }

  private static JsonObject json(ObjectNode schema) {
    return new JsonObject(schema.toString());
  }
}
