package reelyard.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks a server at random what its OpenAPI document offers, rightly and wrongly, and holds its
 * answers against that document.
 */
final class ApiTester {

  /** What is wrong about a request on purpose. */
  private enum Wrong {
    NOTHING,
    PARAMETER,
    FIELD,
    JSON
  }

  /** What is there, so that a request can go well. */
  interface Fixtures {

    /** The value of a parameter of this operation; null for any. */
    String value(String operation, String parameter) throws Exception;

    /** Its body; null for any. */
    String body(String operation) throws Exception;
  }

  private final URI server;
  private final Fixtures fixtures;
  private final JsonObject document;
  private final Random random;
  private final Samples samples;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Validator> validators = new HashMap<>();

  /** How often each operation answered with which status. */
  final Map<String, Set<Integer>> seen = new TreeMap<>();

  /** What an answer was not as it should be, with the request that got it. */
  final List<String> findings = new ArrayList<>();

  ApiTester(URI server, JsonObject document, Fixtures fixtures, long seed) {
    this.fixtures = fixtures;
    this.server = server;
    this.document = document;
    this.random = new Random(seed);
    this.samples = new Samples(document, random);
  }

  /** Asks everything once, but what is left out, in such a way that it should go well. */
  void askRightly(Set<String> leftOut) throws Exception {
    for (var path : document.getJsonObject("paths")) {
      for (var each : (JsonObject) path.getValue()) {
        JsonObject operation = (JsonObject) each.getValue();
        if (!leftOut.contains(operation.getString("operationId"))) {
          ask(path.getKey(), each.getKey(), operation, Wrong.NOTHING, true);
        }
      }
    }
  }

  /** The operations that never went well, but those left out. */
  Set<String> withoutSuccess(Set<String> leftOut) {
    Set<String> without = new TreeSet<>();
    seen.forEach(
        (operation, statuses) -> {
          if (statuses.stream().noneMatch(status -> status < 300)) {
            without.add(operation);
          }
        });
    without.removeAll(leftOut);
    return without;
  }

  /** Asks everything in turn, but what is left out, so many times in all. */
  void ask(int requests, Set<String> leftOut) throws Exception {
    List<String[]> operations = new ArrayList<>();
    document
        .getJsonObject("paths")
        .forEach(
            path ->
                ((JsonObject) path.getValue())
                    .fieldNames()
                    .forEach(method -> operations.add(new String[] {path.getKey(), method})));
    for (int i = 0; i < requests; i++) {
      String[] each = operations.get(i % operations.size());
      JsonObject operation =
          document.getJsonObject("paths").getJsonObject(each[0]).getJsonObject(each[1]);
      if (!leftOut.contains(operation.getString("operationId"))) {
        Wrong[] ways = Wrong.values();
        Wrong wrong = random.nextInt(5) < 3 ? Wrong.NOTHING : ways[random.nextInt(ways.length)];
        ask(each[0], each[1], operation, wrong, false);
      }
    }
  }

  private void ask(String path, String method, JsonObject operation, Wrong wanted, boolean rightly)
      throws Exception {
    String id = operation.getString("operationId");
    JsonObject schema = body(operation);
    JsonArray parameters = operation.getJsonArray("parameters", new JsonArray());
    String wrongName = wanted == Wrong.PARAMETER ? wrongable(parameters) : null;
    StringBuilder query = new StringBuilder();
    String target = path;
    HttpRequest.Builder request = HttpRequest.newBuilder().timeout(Duration.ofSeconds(30));
    for (Object each : parameters) {
      JsonObject parameter = (JsonObject) each;
      String name = parameter.getString("name");
      String fixture = rightly || random.nextBoolean() ? fixtures.value(id, name) : null;
      boolean given = fixture != null && !name.equals(wrongName);
      String value =
          given
              ? fixture
              : name.equals(wrongName)
                  ? "no such thing"
                  : words(samples.fitting(parameter.getJsonObject("schema"), 0));
      switch (parameter.getString("in")) {
        case "path" ->
            target = target.replace("{" + name + "}", value.isEmpty() ? "a" : url(value));
        case "query" -> {
          if (given || name.equals(wrongName) || (!rightly && random.nextInt(3) == 0)) {
            query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(url(value));
          }
        }
        default -> {
          if (given || (!rightly && random.nextInt(3) == 0)) {
            request.header(name, given ? fixture : "k" + random.nextInt(1_000_000));
          }
        }
      }
    }
    String text = schema == null ? null : String.valueOf(samples.fitting(schema, 0));
    if (schema != null && rightly && fixtures.body(id) != null) {
      text = fixtures.body(id);
    }
    String wrongField = null;
    if (schema != null && wanted == Wrong.FIELD) {
      JsonObject object = samples.resolve(schema);
      if (object.containsKey("anyOf")) {
        object = samples.resolve(object.getJsonArray("anyOf").getJsonObject(0));
      }
      JsonObject properties = object.getJsonObject("properties", new JsonObject());
      List<String> fields = new ArrayList<>(properties.fieldNames());
      if (!fields.isEmpty()) {
        wrongField = fields.get(random.nextInt(fields.size()));
        Object value = samples.unfitting(properties.getJsonObject(wrongField));
        text = ((JsonObject) samples.fitting(object, 0)).put(wrongField, value).encode();
      }
    } else if (schema != null && wanted == Wrong.JSON) {
      text = text.substring(0, text.length() - 1) + ",";
    }
    request
        .uri(server.resolve(target + query))
        .method(
            method.toUpperCase(java.util.Locale.ROOT),
            text == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text));
    if (!method.equals("get")) {
      request.header("content-type", type(operation));
    }
    boolean refusable =
        wrongName != null || wrongField != null || (schema != null && wanted == Wrong.JSON);
    HttpRequest made = request.build();
    HttpResponse<String> answer = client.send(made, BodyHandlers.ofString());
    Optional<String> finding = check(operation, answer);
    if (finding.isEmpty() && refusable && answer.statusCode() < 400) {
      finding = Optional.of("was not refused");
    }
    if (finding.isPresent()) {
      findings.add(
          "%s %s %s: %s, %d %s"
              .formatted(
                  method, made.uri(), text, finding.get(), answer.statusCode(), answer.body()));
    }
  }

  private Optional<String> check(JsonObject operation, HttpResponse<String> answer) {
    int status = answer.statusCode();
    seen.computeIfAbsent(operation.getString("operationId"), id -> new TreeSet<>()).add(status);
    JsonObject responses = operation.getJsonObject("responses");
    JsonObject response = responses.getJsonObject(String.valueOf(status));
    if (response == null) {
      return Optional.of("has a status that is not documented");
    }
    JsonObject content = samples.resolve(response).getJsonObject("content");
    if (answer.request().method().equals("HEAD") || content == null) {
      return content == null && !answer.body().isEmpty()
          ? Optional.of("has content that is not documented")
          : Optional.empty();
    }
    String type = answer.headers().firstValue("content-type").orElse("").replaceFirst(";.*", "");
    if (!content.containsKey(type)) {
      return Optional.of("has a content-type that is not documented: " + type);
    }
    if (!type.endsWith("json")) {
      return Optional.empty();
    }
    JsonObject schema = content.getJsonObject(type).getJsonObject("schema");
    OutputUnit found =
        validators
            .computeIfAbsent(schema.encode(), key -> validator(schema))
            .validate(new JsonObject(answer.body()));
    return found.getValid()
        ? Optional.empty()
        : Optional.of("is not as documented: " + found.getErrors());
  }

  private Validator validator(JsonObject schema) {
    JsonObject whole = schema.copy().put("components", document.getJsonObject("components"));
    return Validator.create(
        JsonSchema.of("reelyard://" + validators.size(), whole),
        new JsonSchemaOptions()
            .setBaseUri("reelyard://")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic));
  }

  private static JsonObject body(JsonObject operation) {
    return type(operation).equals("application/json") && operation.containsKey("requestBody")
        ? operation
            .getJsonObject("requestBody")
            .getJsonObject("content")
            .getJsonObject("application/json")
            .getJsonObject("schema")
        : null;
  }

  private static String type(JsonObject operation) {
    return operation.containsKey("requestBody")
        ? operation
            .getJsonObject("requestBody")
            .getJsonObject("content")
            .fieldNames()
            .iterator()
            .next()
        : "application/json";
  }

  /** A parameter that does not take just any text. */
  private static String wrongable(JsonArray parameters) {
    return parameters.stream()
        .map(JsonObject.class::cast)
        .filter(parameter -> parameter.getString("in").equals("query"))
        .filter(parameter -> !"string".equals(parameter.getJsonObject("schema").getString("type")))
        .map(parameter -> parameter.getString("name"))
        .findFirst()
        .orElse(null);
  }

  private static String words(Object value) {
    return value instanceof JsonArray list
        ? String.join(",", list.stream().map(String::valueOf).toList())
        : String.valueOf(value);
  }

  private static String url(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
