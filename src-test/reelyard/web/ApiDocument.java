package reelyard.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The OpenAPI document of all places of the HTTP interface, made of them and of their records. */
final class ApiDocument {

  private static final String HEAD =
      """
      # Written by ApiDocumentTest from the routes and records of the program (CONTRIBUTING.md says
      # how): change those, not this.
      """;

  private static final Map<Integer, String> STATUSES =
      new TreeMap<>(
          Map.of(
              400, "Something in the request is wrong; errors names the fields.",
              401, "Nobody is logged in.",
              403, "The role does not suffice, or another site asks.",
              413, "The body is too large.",
              414, "The address is longer than 4096 characters.",
              415, "The content-type is not application/json.",
              503, "Nobody answers who would have to: no scheduler, worker or staging host.",
              504, "No answer came in time."));

  private ApiDocument() {}

  static String yaml() {
    try {
      return HEAD
          + new ObjectMapper(
                  YAMLFactory.builder()
                      .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                      .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                      .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                      .build())
              .writeValueAsString(document());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> document() {
    return map(
        "openapi", "3.1.0",
        "info",
            map(
                "title",
                "Reelyard",
                "version",
                "1",
                "description",
                "The HTTP interface of a transcode farm. Times are milliseconds since 1970,"
                    + " sizes bytes. Readers must skip fields that they do not know: messages"
                    + " grow. Where only this machine can reach the page, nobody has to log in.",
                "license",
                map("name", "Apache-2.0", "identifier", "Apache-2.0")),
        "security", List.of(map("session", List.of()), map("token", List.of())),
        "paths", paths(),
        "components",
            map(
                "schemas", schemas(),
                "responses", responses(),
                "securitySchemes",
                    map(
                        "session", map("type", "apiKey", "in", "cookie", "name", "reelyard"),
                        "token", map("type", "http", "scheme", "bearer"))));
  }

  private static Map<String, Object> paths() {
    Map<String, Object> paths = new LinkedHashMap<>();
    for (ApiPlace place : ApiRoutes.PLACES) {
      String path = place.path().replaceAll(":([a-zA-Z]+)", "{$1}");
      @SuppressWarnings("unchecked")
      Map<String, Object> operations =
          (Map<String, Object>) paths.computeIfAbsent(path, key -> new LinkedHashMap<>());
      operations.put(place.method().toLowerCase(java.util.Locale.ROOT), operation(place));
    }
    return paths;
  }

  private static Map<String, Object> operation(ApiPlace place) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", place.operationId());
    operation.put("summary", place.summary());
    operation.put("tags", List.of(place.tag()));
    operation.put("x-role", place.role() == null ? "anybody" : place.role().word());
    if (place.role() == null) {
      operation.put("security", List.of());
    }
    if (!place.parameters().isEmpty()) {
      operation.put("parameters", place.parameters().stream().map(ApiDocument::parameter).toList());
    }
    if (place.takesBody()) {
      operation.put(
          "requestBody",
          map("required", true, "content", map("application/json", map("schema", sent(place)))));
    }
    if (place.sends() != null) {
      operation.put(
          "requestBody",
          map("required", true, "content", map(place.sends(), map("schema", map()))));
    }
    operation.put("responses", responses(place));
    return operation;
  }

  private static Map<String, Object> parameter(ApiParameter parameter) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("name", parameter.name());
    described.put("in", parameter.in());
    described.put("description", parameter.description());
    if (parameter.required()) {
      described.put("required", true);
    }
    if (parameter.isList()) {
      described.put("style", "form");
      described.put("explode", false);
    }
    described.put("schema", parameter.schema());
    return described;
  }

  private static Map<String, Object> sent(ApiPlace place) {
    return place.items() == null
        ? ref(place.body())
        : map(
            "anyOf", List.of(ref(place.body()), map("type", "array", "items", ref(place.items()))));
  }

  private static Map<String, Object> responses(ApiPlace place) {
    Map<String, Object> responses = new TreeMap<>();
    if (place.successes().isEmpty()) {
      responses.put(
          "200",
          map("description", "Done.", "content", map(place.type(), map("schema", answer(place)))));
    }
    place.successes().forEach(way -> responses.put("" + way.status(), success(way)));
    boolean asks = ApiRoutes.ALL.stream().anyMatch(route -> route.place().equals(place));
    boolean sends = place.takesBody() || !place.method().equals("GET");
    Stream.of(
            asks || sends || !place.parameters().isEmpty() ? 400 : null,
            place.role() != null ? 401 : null,
            403,
            place.takesBody() ? 413 : null,
            place.parameters().isEmpty() ? null : 414,
            sends ? 415 : null,
            asks ? 503 : null,
            asks ? 504 : null)
        .filter(Objects::nonNull)
        .forEach(
            status ->
                responses.put(status.toString(), map("$ref", "#/components/responses/" + status)));
    place.refusals().forEach((status, when) -> responses.put(status.toString(), problem(when)));
    responses.put("default", map("$ref", "#/components/responses/default"));
    return responses;
  }

  private static Map<String, Object> success(ApiAnswer way) {
    Map<String, Object> success = map("description", way.when());
    Map<String, Object> headers = new LinkedHashMap<>();
    way.headers().forEach(name -> headers.put(name, map("schema", map("type", "string"))));
    if (!headers.isEmpty()) {
      success.put("headers", headers);
    }
    Map<String, Object> content = new LinkedHashMap<>();
    way.types().forEach(type -> content.put(type, map()));
    if (!content.isEmpty()) {
      success.put("content", content);
    }
    return success;
  }

  private static Object answer(ApiPlace place) {
    if (place.answer() == null) {
      return place.type().endsWith("json") ? map("type", "object") : map("type", "string");
    }
    return place.answer() == Object.class ? map("type", "object") : ref(place.answer());
  }

  private static Map<String, Object> responses() {
    Map<String, Object> responses = new LinkedHashMap<>();
    STATUSES.forEach((status, words) -> responses.put(status.toString(), problem(words)));
    responses.put("default", problem("Refused for another reason, which detail tells."));
    return responses;
  }

  private static Map<String, Object> problem(String words) {
    return map(
        "description",
        words,
        "content",
        map("application/problem+json", map("schema", ref(Problem.class))));
  }

  private static Map<String, Object> schemas() {
    return DescribedSchemas.of(
        Stream.concat(
                Stream.of(Problem.class),
                ApiRoutes.PLACES.stream()
                    .flatMap(place -> Stream.of(place.body(), place.items(), place.answer())))
            .filter(type -> type != null && type != Object.class),
        "components/schemas");
  }

  private static Map<String, Object> ref(Class<?> type) {
    return map("$ref", "#/components/schemas/" + type.getSimpleName());
  }

  private static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
