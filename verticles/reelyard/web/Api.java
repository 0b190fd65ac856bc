package reelyard.web;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import reelyard.bus.Bus;
import reelyard.login.Visitor;
import reelyard.model.UserRole;

/** All that programs ask for over HTTP, with the description that they can go by. */
final class Api {

  private final ApiPages pages;
  private final SchemaPages schemas;
  private final RestDoor door;
  private final EventDoor events;
  private final HealthDoor health;
  private final LogDoor logs;
  private final PatchDoor patches;
  private final MediaRoutes media;
  private final Function<UserRole, Handler<RoutingContext>> atLeast;

  private Api(
      Vertx vertx,
      Bus bus,
      ApiPages pages,
      SchemaPages schemas,
      RequestCheck check,
      int mostJobs,
      Function<RoutingContext, Visitor> visitor,
      Function<UserRole, Handler<RoutingContext>> atLeast) {
    this.pages = pages;
    this.schemas = schemas;
    this.atLeast = atLeast;
    Bodies bodies = new Bodies(vertx);
    door = new RestDoor(bus, check, bodies, mostJobs, visitor, atLeast);
    events = new EventDoor(vertx, bus, check);
    health = new HealthDoor(vertx, bus);
    logs = new LogDoor(bus, check);
    patches = new PatchDoor(bus, check, bodies, visitor);
    media = new MediaRoutes(vertx, bus, check, visitor, atLeast);
  }

  /**
   * Reads the descriptions.
   *
   * @param mostJobs of one submission
   * @param visitor who asks
   * @param atLeast what lets on only who has the role
   */
  static Future<Api> load(
      Vertx vertx,
      Bus bus,
      int mostJobs,
      Function<RoutingContext, Visitor> visitor,
      Function<UserRole, Handler<RoutingContext>> atLeast) {
    Future<ApiPages> pages = ApiPages.load(vertx);
    Future<SchemaPages> schemas = SchemaPages.load(vertx);
    Future<RequestCheck> check = pages.compose(read -> RequestCheck.of(vertx, read.description()));
    return Future.all(schemas, check)
        .map(
            all ->
                new Api(
                    vertx,
                    bus,
                    pages.result(),
                    schemas.result(),
                    check.result(),
                    mostJobs,
                    visitor,
                    atLeast));
  }

  void mount(Router router) {
    pages.mount(router, atLeast);
    schemas.mount(router, atLeast);
    media.mount(router);
    door.mount(router);
    events.mount(router, atLeast);
    health.mount(router, atLeast);
    logs.mount(router, atLeast);
    patches.mount(router, atLeast);
  }
}
