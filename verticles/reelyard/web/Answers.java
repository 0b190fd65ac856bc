package reelyard.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import reelyard.bus.Json;

/** What is sent back, as JSON. */
final class Answers {

  private Answers() {}

  /** It went well. */
  static void ok(RoutingContext c, Object answer) {
    json(c, 200, "application/json", Json.write(answer));
  }

  /** It did not. */
  static void problem(RoutingContext c, Problem problem) {
    json(c, problem.status(), "application/problem+json", Json.write(problem));
  }

  static void json(RoutingContext c, int status, String type, String text) {
    c.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type).end(text);
  }
}
