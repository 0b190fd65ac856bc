package reelyard.web;

import static reelyard.model.UserRole.VIEWER;
import static reelyard.web.ApiParameter.number;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.message.LogPart;
import reelyard.message.ReadLog;
import reelyard.model.UserRole;

/** Gives away a whole log as a file, part by part, and never faster than it is taken. */
final class LogDoor {

  static final ApiPlace WHOLE =
      ApiPlace.of("GET /api/v1/jobs/:id/log.txt", VIEWER, "Gives HandBrake's whole log as a file")
          .with(
              number("attempt", LookBackRoutes.MOST_ATTEMPTS, "counted from 1; the latest when 0"))
          .answers("text/plain")
          .refuses(404, "There is no such job, attempt or log.")
          .refuses(503, "The worker that keeps it does not answer.");

  static final List<ApiPlace> ALL = List.of(WHOLE);

  private final Bus bus;
  private final RequestCheck check;

  LogDoor(Bus bus, RequestCheck check) {
    this.bus = bus;
    this.check = check;
  }

  void mount(Router router, Function<UserRole, Handler<RoutingContext>> atLeast) {
    router
        .get(WHOLE.path())
        .handler(atLeast.apply(WHOLE.role()))
        .handler(check.gate(WHOLE))
        .handler(this::give);
  }

  private void give(RoutingContext c) {
    Future.succeededFuture(c)
        .map(LogDoor::beginning)
        .compose(this::ask)
        .onSuccess(first -> send(c.response(), first))
        .onFailure(e -> Answers.failed(c, Addresses.READ_LOG, ApiRoutes.LIST_PATIENCE, e));
  }

  private static ReadLog beginning(RoutingContext c) {
    String attempt = c.request().getParam("attempt");
    try {
      return new ReadLog(
          c.pathParam("id"), attempt == null ? 0 : Integer.parseInt(attempt), 0, ReadLog.MOST);
    } catch (IllegalArgumentException e) {
      throw ApiRequest.bad(e.getMessage());
    }
  }

  private Future<LogPart> ask(ReadLog question) {
    return bus.ask(Addresses.READ_LOG, question, ApiRoutes.LIST_PATIENCE);
  }

  private void send(HttpServerResponse response, LogPart first) {
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        // An id and a number: nothing that could break out of the quotes.
        .putHeader(
            "content-disposition",
            "attachment; filename=\"%s.%d.log\"".formatted(first.jobId(), first.attempt()));
    // What grows meanwhile is left for the next time, or this might never end.
    write(response, first, first.totalBytes()).onFailure(e -> response.reset());
  }

  private Future<Void> write(HttpServerResponse response, LogPart part, long end) {
    Future<Void> written = response.write(part.text());
    return part.nextByte() >= end || part.nextByte() <= part.fromByte()
        ? written.compose(done -> response.end())
        : written
            .compose(
                done ->
                    ask(new ReadLog(part.jobId(), part.attempt(), part.nextByte(), ReadLog.MOST)))
            .compose(next -> write(response, next, end));
  }
}
