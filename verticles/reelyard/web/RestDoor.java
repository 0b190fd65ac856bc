package reelyard.web;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import reelyard.bus.Bus;
import reelyard.bus.RefusedException;
import reelyard.login.Visitor;
import reelyard.model.JobSpec;
import reelyard.model.UserRole;

/** Turns requests over HTTP into questions on the bus, once they are found good, and back. */
final class RestDoor {

  private final Bus bus;
  private final RequestCheck check;
  private final Bodies bodies;
  private final int mostJobs;
  private final Function<RoutingContext, Visitor> visitor;
  private final Function<UserRole, Handler<RoutingContext>> atLeast;

  /**
   * @param mostJobs of one submission
   * @param visitor who asks
   * @param atLeast what lets on only who has the role
   */
  RestDoor(
      Bus bus,
      RequestCheck check,
      Bodies bodies,
      int mostJobs,
      Function<RoutingContext, Visitor> visitor,
      Function<UserRole, Handler<RoutingContext>> atLeast) {
    this.bus = bus;
    this.check = check;
    this.bodies = bodies;
    this.mostJobs = mostJobs;
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
    Route place =
        route.takesBody()
            ? bodies.route(router, method, route.path(), route.place().mostBodyBytes())
            : router.route(method, route.path());
    place.handler(
        c -> {
          ApiRequest request = request(c, route.place());
          (route.takesBody() ? askOfBody(c, request, route) : ask(c, request, route))
              .map(answer -> route.answer().apply(request, answer))
              .onSuccess(answer -> Answers.ok(c, answer))
              .onFailure(e -> Answers.failed(c, route.request(), route.patience(), e));
        });
  }

  private <Q, A> Future<A> ask(RoutingContext c, ApiRequest request, ApiRoute<Q, A> route) {
    return check
        .check(c, route.place())
        .map(good -> route.ask(request))
        .recover(e -> Future.failedFuture(complaint(request, route, e)))
        .compose(question -> bus.ask(route.request(), question, route.patience()));
  }

  /** Megabytes of JSON keep a thread busy for longer than the event loop may be. */
  private <Q, A> Future<A> askOfBody(RoutingContext c, ApiRequest request, ApiRoute<Q, A> route) {
    Runnable examination = check.examination(c, route.place());
    return bodies.work(
        c,
        () -> {
          try {
            refuseTooMany(request, route.place());
            examination.run();
          } catch (RuntimeException e) {
            return Future.failedFuture(complaint(request, route, e));
          }
          return bus.ask(route.request(), route.ask(request), route.patience());
        });
  }

  /** Before all of them are looked at. */
  private void refuseTooMany(ApiRequest request, ApiPlace place) {
    int jobs = place.items() == JobSpec.class ? request.jobs() : 0;
    if (jobs > mostJobs) {
      throw ApiRequest.bad(
          "jobs are %d: a request holds at most %d (scheduler.mostJobs); submit them in parts"
              .formatted(jobs, mostJobs));
    }
  }

  /** What the question itself refuses, it refuses in better words. */
  private static Throwable complaint(ApiRequest request, ApiRoute<?, ?> route, Throwable e) {
    if (e instanceof RefusedException) {
      return e;
    }
    try {
      route.ask(request);
      return Complaint.of(route.place(), e);
    } catch (RefusedException better) {
      return better;
    }
  }

  private ApiRequest request(RoutingContext c, ApiPlace place) {
    return ApiRequest.of(c, visitor.apply(c), place.takesBody() ? c.body().asString() : null);
  }
}
