package reelyard.web;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import reelyard.address.Request;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.bus.RefusedException;

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

  /**
   * What was asked of the bus failed.
   *
   * @param patience how long it was waited
   */
  static void failed(RoutingContext c, Request<?, ?> request, Duration patience, Throwable e) {
    if (e instanceof ReplyException) {
      boolean changes = !c.request().method().equals(HttpMethod.GET);
      problem(
          c,
          Bus.isNobody(e) ? Problem.nobody(request) : Problem.noAnswer(request, patience, changes));
    } else {
      failed(c, e);
    }
  }

  /** The request was refused, or else something broke here. */
  static void failed(RoutingContext c, Throwable e) {
    if (e instanceof RefusedException refused) {
      problem(c, Problem.of(refused.refusal()));
    } else if (e instanceof ProblemException known) {
      problem(c, known.problem());
    } else {
      c.fail(e);
    }
  }

  /** What no request can be read from, so that no route is asked. */
  static void unreadable(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Problem problem =
        cause instanceof TooLongHttpLineException
            ? Problem.of(414, "the address is longer than 4096 characters")
            : cause instanceof TooLongHttpHeaderException
                ? Problem.of(431, "the headers are larger than 8192 bytes")
                : Problem.of(400, "the request is no HTTP");
    ResponseHeaders.of(request.isSSL()).forEach(request.response()::putHeader);
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(Json.write(problem))
        .onComplete(done -> request.connection().close());
  }

  static void json(RoutingContext c, int status, String type, String text) {
    c.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type).end(text);
  }
}
