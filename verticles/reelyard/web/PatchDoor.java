package reelyard.web;

import static reelyard.model.UserRole.SUBMITTER;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.bus.RefusedException;
import reelyard.login.Visitor;
import reelyard.message.JobId;
import reelyard.message.JobView;
import reelyard.message.Refusal;
import reelyard.model.UserRole;
import reelyard.web.Problem.FieldError;

/** Changes several fields of a job at once, each by itself, and names those that were refused. */
final class PatchDoor {

  static final ApiPlace PATCH =
      ApiPlace.of(
              "PATCH /api/v1/jobs/:id",
              SUBMITTER,
              "Changes fields of a job; errors names those that were refused, others are changed")
          .body(JobPatch.class)
          .answers(JobView.class)
          .refuses(404, "There is no such job.")
          .refuses(409, "The job is in a state in which that cannot be changed.")
          .refuses(503, "No scheduler answers.");

  static final List<ApiPlace> ALL = List.of(PATCH);

  private static final long MOST_BODY_BYTES = 64 << 10;

  private final Bus bus;
  private final RequestCheck check;
  private final Bodies bodies;
  private final Function<RoutingContext, Visitor> visitor;

  PatchDoor(Bus bus, RequestCheck check, Bodies bodies, Function<RoutingContext, Visitor> visitor) {
    this.bus = bus;
    this.check = check;
    this.bodies = bodies;
    this.visitor = visitor;
  }

  void mount(Router router, Function<UserRole, Handler<RoutingContext>> atLeast) {
    HttpMethod method = HttpMethod.valueOf(PATCH.method());
    router.route(method, PATCH.path()).handler(atLeast.apply(PATCH.role()));
    bodies.route(router, method, PATCH.path(), MOST_BODY_BYTES).handler(this::patch);
  }

  private void patch(RoutingContext c) {
    String id = c.pathParam("id");
    Future.succeededFuture(c.body().asString())
        .map(PatchDoor::read)
        .compose(patch -> checked(c).map(patch))
        .map(patch -> some(patch.steps(id)))
        .compose(steps -> change(c, steps, new ArrayList<>()))
        .compose(done -> bus.ask(Addresses.GET_JOB, new JobId(id)))
        .onSuccess(job -> Answers.ok(c, job))
        .onFailure(e -> Answers.failed(c, Addresses.CHANGE_JOBS, ApiRoutes.CHANGE_PATIENCE, e));
  }

  private Future<Void> checked(RoutingContext c) {
    return check.check(c, PATCH).recover(e -> Future.failedFuture(Complaint.of(PATCH, e)));
  }

  private static JobPatch read(String body) {
    try {
      return Json.readStrictly(String.valueOf(body), JobPatch.class);
    } catch (IllegalArgumentException e) {
      throw ApiRequest.bad(e.getMessage());
    }
  }

  private static List<JobPatch.Step> some(List<JobPatch.Step> steps) {
    if (steps.isEmpty()) {
      throw ApiRequest.bad(
          "nothing is to be changed: name priority, pool, suspended, archived or before");
    }
    return steps;
  }

  /** One after another, so that each finds the job as those before left it. */
  private Future<Void> change(RoutingContext c, List<JobPatch.Step> steps, List<Refused> refused) {
    if (steps.isEmpty()) {
      return refused.isEmpty()
          ? Future.succeededFuture()
          : Future.failedFuture(new ProblemException(problem(refused)));
    }
    JobPatch.Step step = steps.get(0);
    return bus.ask(
            Addresses.CHANGE_JOBS, visitor.apply(c).own(step.change()), ApiRoutes.CHANGE_PATIENCE)
        .map(changed -> changed.outcomes().get(0).refusal())
        .recover(PatchDoor::asRefusal)
        .compose(
            refusal -> {
              if (refusal != null) {
                refused.add(new Refused(step.field(), refusal));
              }
              return change(c, steps.subList(1, steps.size()), refused);
            });
  }

  private static Future<Refusal> asRefusal(Throwable e) {
    return e instanceof RefusedException known
        ? Future.succeededFuture(known.refusal())
        : Future.failedFuture(e);
  }

  private static Problem problem(List<Refused> refused) {
    return Problem.of(
        Problem.of(refused.get(0).refusal()).status(),
        refused.stream()
            .map(each -> new FieldError(each.field(), each.refusal().message()))
            .toList());
  }

  private record Refused(String field, Refusal refusal) {}
}
