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
  private final RestDoor door;
  private final EventDoor events;
  private final HealthDoor health;
  private final LogDoor logs;
  private final PatchDoor patches;
  private final Function<UserRole, Handler<RoutingContext>> atLeast;

  private Api(
      Vertx vertx,
      Bus bus,
      ApiPages pages,
      RequestCheck check,
      Function<RoutingContext, Visitor> visitor,
      Function<UserRole, Handler<RoutingContext>> atLeast) {
    this.pages = pages;
    this.atLeast = atLeast;
    door = new RestDoor(vertx, bus, check, visitor, atLeast);
    events = new EventDoor(vertx, bus, check);
    health = new HealthDoor(vertx, bus);
    logs = new LogDoor(bus, check);
    patches = new PatchDoor(bus, check, visitor);
  }

  /**
   * Reads the description.
   *
   * @param visitor who asks
   * @param atLeast what lets on only who has the role
   */
  static Future<Api> load(
      Vertx vertx,
      Bus bus,
      Function<RoutingContext, Visitor> visitor,
      Function<UserRole, Handler<RoutingContext>> atLeast) {
    return ApiPages.load(vertx)
        .compose(
            pages ->
                RequestCheck.of(vertx, pages.description())
                    .map(check -> new Api(vertx, bus, pages, check, visitor, atLeast)));
  }

  void mount(Router router) {
    pages.mount(router, atLeast);
    door.mount(router);
    events.mount(router, atLeast);
    health.mount(router, atLeast);
    logs.mount(router, atLeast);
    patches.mount(router, atLeast);
  }
}
