package reelyard.web;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import reelyard.bus.Bus;
import reelyard.bus.RefusedException;
import reelyard.login.Visitor;
import reelyard.model.UserRole;

/** Turns requests over HTTP into questions on the bus, once they are found good, and back. */
final class RestDoor {

  private static final long MOST_BODY_BYTES = 16L << 20;

  private final Vertx vertx;
  private final Bus bus;
  private final RequestCheck check;
  private final Function<RoutingContext, Visitor> visitor;
  private final Function<UserRole, Handler<RoutingContext>> atLeast;

  /**
   * @param visitor who asks
   * @param atLeast what lets on only who has the role
   */
  RestDoor(
      Vertx vertx,
      Bus bus,
      RequestCheck check,
      Function<RoutingContext, Visitor> visitor,
      Function<UserRole, Handler<RoutingContext>> atLeast) {
    this.vertx = vertx;
    this.bus = bus;
    this.check = check;
    this.visitor = visitor;
    this.atLeast = atLeast;
  }

  /** Everything that the bus answers. */
  void mount(Router router) {
    ApiRoutes.ALL.forEach(route -> mount(router, route));
  }

  private <Q, A> void mount(Router router, ApiRoute<Q, A> route) {
    HttpMethod method = HttpMethod.valueOf(route.method());
    // A route of its own, or it would have to come after the body was read.
    router.route(method, route.path()).handler(atLeast.apply(route.role()));
    Route place = router.route(method, route.path());
    if (route.takesBody()) {
      place.handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES));
    }
    place.handler(
        c -> {
          ApiRequest request = request(c, route.place());
          question(c, request, route)
              .compose(question -> bus.ask(route.request(), question, route.patience()))
              .map(answer -> route.answer().apply(request, answer))
              .onSuccess(answer -> Answers.ok(c, answer))
              .onFailure(e -> fail(c, route, e));
        });
  }

  private <Q> Future<Q> question(RoutingContext c, ApiRequest request, ApiRoute<Q, ?> route) {
    return check
        .check(c, route.place())
        .recover(
            e ->
                // What the question itself refuses, it refuses in better words.
                ask(request, route)
                    .compose(q -> Future.failedFuture(Complaint.of(route.place(), e))))
        .compose(good -> ask(request, route));
  }

  private <Q> Future<Q> ask(ApiRequest request, ApiRoute<Q, ?> route) {
    // Megabytes of JSON keep a thread busy for longer than the event loop may be.
    return route.takesBody()
        ? vertx.executeBlocking(() -> route.ask(request), false)
        : Future.succeededFuture(request).map(route::ask);
  }

  private ApiRequest request(RoutingContext c, ApiPlace place) {
    Map<String, List<String>> query = new TreeMap<>();
    c.queryParams().names().forEach(name -> query.put(name, c.queryParams().getAll(name)));
    return new ApiRequest(
        visitor.apply(c),
        c.pathParams().values().stream().findFirst().orElse(null),
        query,
        c.request().headers().getAll("Idempotency-Key"),
        place.takesBody() ? c.body().asString() : null);
  }

  private static void fail(RoutingContext c, ApiRoute<?, ?> route, Throwable e) {
    if (e instanceof RefusedException refused) {
      Answers.problem(c, Problem.of(refused.refusal()));
    } else if (e instanceof ProblemException known) {
      Answers.problem(c, known.problem());
    } else if (e instanceof ReplyException) {
      Answers.problem(c, Bus.isNobody(e) ? Problem.nobody(route) : Problem.noAnswer(route));
    } else {
      c.fail(e);
    }
  }
}
