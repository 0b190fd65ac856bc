package reelyard.web;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.impl.RequestValidatorImpl;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lets nothing through that is not as the description of the HTTP interface has it. */
final class RequestCheck {

  private final Vertx vertx;
  private final OpenAPIContract contract;

  /** The class itself, since its interface checks one request after another. */
  private final RequestValidatorImpl validator;

  private RequestCheck(Vertx vertx, OpenAPIContract contract) {
    this.vertx = vertx;
    this.contract = contract;
    this.validator = new RequestValidatorImpl(vertx, contract);
  }

  /**
   * By this description.
   *
   * @param description an OpenAPI document
   */
  static Future<RequestCheck> of(Vertx vertx, JsonObject description) {
    return OpenAPIContract.from(vertx, withoutAnswers(description))
        .map(contract -> missingNone(contract))
        .map(contract -> new RequestCheck(vertx, contract));
  }

  /** Only requests in JSON are checked: the library knows but a few types of content. */
  private static JsonObject withoutAnswers(JsonObject description) {
    JsonObject copy = description.copy();
    JsonObject none =
        new JsonObject().put("default", new JsonObject().put("description", "unchecked"));
    for (Map.Entry<String, Object> path : copy.getJsonObject("paths")) {
      for (Map.Entry<String, Object> operation : (JsonObject) path.getValue()) {
        JsonObject described = (JsonObject) operation.getValue();
        described.put("responses", none);
        JsonObject body = described.getJsonObject("requestBody", new JsonObject());
        if (!body.getJsonObject("content", new JsonObject()).containsKey("application/json")) {
          described.remove("requestBody");
        }
      }
    }
    copy.getJsonObject("components").remove("responses");
    return copy;
  }

  private static OpenAPIContract missingNone(OpenAPIContract contract) {
    for (ApiPlace place : ApiRoutes.PLACES) {
      if (contract.operation(place.operationId()) == null) {
        throw new IllegalStateException(
            "webroot/openapi.yaml does not know %s %s: write it anew as CONTRIBUTING.md says"
                .formatted(place.method(), place.path()));
      }
    }
    return contract;
  }

  /** Fails with what the library says when the request is not as it was described. */
  Future<Void> check(RoutingContext c, ApiPlace place) {
    if (place.parameters().isEmpty() && !place.takesBody()) {
      return Future.succeededFuture();
    }
    Runnable examination = examination(c, place);
    return vertx.executeBlocking(
        () -> {
          examination.run();
          return null;
        },
        false);
  }

  /**
   * Reads the request now; to be run on any thread, which it keeps busy with a large body. Throws
   * what the library says when the request is not as it was described.
   */
  Runnable examination(RoutingContext c, ApiPlace place) {
    Request request = request(c, place);
    Operation operation = contract.operation(place.operationId());
    return () -> {
      for (Parameter parameter : operation.getParameters()) {
        validator.validateParameter(parameter, request.value(parameter));
      }
      validator.validateBody(operation.getRequestBody(), request);
    };
  }

  /** Goes on for what is as described. */
  Handler<RoutingContext> gate(ApiPlace place) {
    return c -> gate(c, place).onSuccess(good -> c.next());
  }

  /** Fails, once it has answered, for what is not as described. */
  Future<Void> gate(RoutingContext c, ApiPlace place) {
    return Future.succeededFuture(ApiRequest.of(c, null, null))
        .compose(
            request -> {
              request.nothingBut(place.parameters());
              return check(c, place);
            })
        .onFailure(e -> Answers.failed(c, Complaint.of(place, e)));
  }

  private static Request request(RoutingContext c, ApiPlace place) {
    Map<String, RequestParameter> headers = new HashMap<>();
    Map<String, RequestParameter> path = new HashMap<>();
    Map<String, RequestParameter> query = new HashMap<>();
    for (ApiParameter parameter : place.parameters()) {
      String name = parameter.name();
      switch (parameter.in()) {
        case "header" -> headers.put(name, new Value(c.request().getHeader(name)));
        case "path" -> path.put(name, new Value(c.pathParam(name)));
        default -> query.put(name, new Value(text(parameter, c.queryParam(name))));
      }
    }
    Buffer body = place.takesBody() ? c.body().buffer() : null;
    // The guard at the door lets no other type on, in whatever way it is written.
    return new Request(headers, path, query, new Value(body), "application/json");
  }

  /** Words may be written in whatever case, and be many at once or one after another. */
  private static String text(ApiParameter parameter, List<String> values) {
    if (values.isEmpty()) {
      return null;
    }
    String text = parameter.isList() ? String.join(",", values) : values.get(0);
    return parameter.isWord() ? text.toUpperCase(Locale.ROOT) : text;
  }

  private record Value(Object get) implements RequestParameter {}

  private record Request(
      Map<String, RequestParameter> getHeaders,
      Map<String, RequestParameter> getPathParameters,
      Map<String, RequestParameter> getQuery,
      RequestParameter getBody,
      String getContentType)
      implements ValidatableRequest {

    RequestParameter value(Parameter parameter) {
      return switch (parameter.getIn()) {
        case HEADER -> getHeaders.get(parameter.getName());
        case PATH -> getPathParameters.get(parameter.getName());
        case QUERY -> getQuery.get(parameter.getName());
        case COOKIE -> new Value(null);
      };
    }

    @Override
    public Map<String, RequestParameter> getCookies() {
      return Map.of();
    }
  }
}
