package reelyard.web;

import static reelyard.model.UserRole.VIEWER;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import reelyard.model.UserRole;

/** The schemas of all messages of the bus: in one file, and each complete in itself. */
final class SchemaPages {

  static final ApiPlace ALL_OF_THEM =
      ApiPlace.of(
              "GET /api/v1/schemas",
              VIEWER,
              "Shows every address of the bus and the JSON Schemas of what is said there")
          .answers("application/schema+json");
  static final ApiPlace ONE =
      ApiPlace.of("GET /api/v1/schemas/:file", VIEWER, "Shows the schema of one: SubmitJobs.json")
          .answers("application/schema+json")
          .refuses(404, "There is no message of that name.");

  static final List<ApiPlace> ALL = List.of(ALL_OF_THEM, ONE);

  private static final String WITHIN = "#/$defs/";
  private static final String SUFFIX = ".json";

  private final String text;
  private final JsonObject document;

  private SchemaPages(JsonObject document) {
    this.text = document.encode();
    this.document = document;
  }

  /** As they stand in webroot. */
  static Future<SchemaPages> load(Vertx vertx) {
    return vertx
        .fileSystem()
        .readFile("webroot/schemas.json")
        .compose(file -> vertx.executeBlocking(() -> new SchemaPages(new JsonObject(file)), false));
  }

  void mount(Router router, Function<UserRole, Handler<RoutingContext>> atLeast) {
    router
        .get(ALL_OF_THEM.path())
        .handler(atLeast.apply(ALL_OF_THEM.role()))
        .handler(c -> Answers.json(c, 200, ALL_OF_THEM.type(), text));
    router.get(ONE.path()).handler(atLeast.apply(ONE.role())).handler(this::one);
  }

  private void one(RoutingContext c) {
    String file = c.pathParam("file");
    String name = file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
    if (schemas().containsKey(name)) {
      Answers.json(c, 200, ONE.type(), schema(name).encode());
    } else {
      Answers.problem(
          c,
          Problem.of(
              404, "no message is called " + name + ": see " + ALL_OF_THEM.path() + " for all"));
    }
  }

  /** One message with all that it is made of. */
  private JsonObject schema(String name) {
    Map<String, Object> parts = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(name));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (!parts.containsKey(next)) {
        JsonObject part = schemas().getJsonObject(next);
        parts.put(next, part);
        namedIn(part, open);
      }
    }
    return new JsonObject()
        .put("$schema", document.getString("$schema"))
        .put("$id", "urn:reelyard:message:" + name + ":" + document.getInteger("version"))
        .put("$ref", WITHIN + name)
        .put("$defs", new JsonObject(parts));
  }

  private static void namedIn(Object value, Deque<String> found) {
    if (value instanceof JsonArray array) {
      array.forEach(each -> namedIn(each, found));
    } else if (value instanceof JsonObject object) {
      object.forEach(
          each -> {
            if (each.getKey().equals("$ref") && each.getValue() instanceof String reference) {
              found.add(reference.substring(WITHIN.length()));
            } else {
              namedIn(each.getValue(), found);
            }
          });
    }
  }

  private JsonObject schemas() {
    return document.getJsonObject("$defs");
  }
}
