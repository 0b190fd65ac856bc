package reelyard.web;

import static reelyard.model.UserRole.VIEWER;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import reelyard.model.UserRole;

/** The description of the HTTP interface: for machines as YAML and JSON, for people as a page. */
final class ApiPages {

  static final ApiPlace YAML =
      ApiPlace.of("GET /api/v1/openapi.yaml", VIEWER, "Describes this interface (OpenAPI 3.1)")
          .answers("application/yaml");
  static final ApiPlace JSON =
      ApiPlace.of("GET /api/v1/openapi.json", VIEWER, "The same as JSON").answers(Object.class);
  static final ApiPlace DOCS =
      ApiPlace.of("GET /api/v1/docs", VIEWER, "The same as a page").answers("text/html");

  static final List<ApiPlace> ALL = List.of(YAML, JSON, DOCS);

  private final String yaml;
  private final JsonObject description;

  private ApiPages(String yaml, JsonObject description) {
    this.yaml = yaml;
    this.description = description;
  }

  /** As they stand in webroot. */
  static Future<ApiPages> load(Vertx vertx) {
    return vertx
        .fileSystem()
        .readFile("webroot/openapi.yaml")
        .compose(
            file ->
                vertx.executeBlocking(
                    () -> new ApiPages(file.toString(), parse(file.toString())), false));
  }

  private static JsonObject parse(String yaml) {
    Map<String, Object> map = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    return new JsonObject(map);
  }

  /** What is described. */
  JsonObject description() {
    return description;
  }

  void mount(Router router, Function<UserRole, Handler<RoutingContext>> atLeast) {
    router
        .get(YAML.path())
        .handler(atLeast.apply(YAML.role()))
        .handler(c -> Answers.json(c, 200, YAML.type(), yaml));
    router
        .get(JSON.path())
        .handler(atLeast.apply(JSON.role()))
        .handler(c -> Answers.json(c, 200, JSON.type(), description.encode()));
    router
        .get(DOCS.path())
        .handler(atLeast.apply(DOCS.role()))
        .handler(c -> c.response().sendFile("webroot/docs/index.html"));
  }
}
