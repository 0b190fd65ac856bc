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
  private final Function<UserRole, Handler<RoutingContext>> atLeast;

  private Api(ApiPages pages, RestDoor door, Function<UserRole, Handler<RoutingContext>> atLeast) {
    this.pages = pages;
    this.door = door;
    this.atLeast = atLeast;
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
                    .map(check -> new RestDoor(vertx, bus, check, visitor, atLeast))
                    .map(door -> new Api(pages, door, atLeast)));
  }

  void mount(Router router) {
    pages.mount(router, atLeast);
    door.mount(router);
  }
}
