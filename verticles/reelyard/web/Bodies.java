package reelyard.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Reads the bodies of requests, no more of them at a time than there is memory for, and has the
 * large ones worked on by a few threads of their own, so that nobody else has to wait for that.
 */
final class Bodies {

  private static final String SHARE = "reelyard.body";
  private static final String LIMIT = "reelyard.body.limit";

  // Of the 512 MB that a manager has, a list of jobs takes some twenty times its text.
  private static final long MOST_OF_LARGE = 16L << 20;
  private static final long MOST_OF_SMALL = 8L << 20;

  private static final int THREADS = 2;
  private static final int RETRY_SECONDS = 5;

  private final Vertx vertx;
  private final WorkerExecutor forLarge;
  private final BodyRoom room = new BodyRoom(MOST_OF_LARGE, MOST_OF_SMALL);

  Bodies(Vertx vertx) {
    this.vertx = vertx;
    this.forLarge =
        vertx.createSharedWorkerExecutor("reelyard-bodies", THREADS, 2, TimeUnit.MINUTES);
  }

  /** A route that reads bodies of at most so many bytes there. */
  Route route(Router router, HttpMethod method, String path, long mostBytes) {
    // A route of its own, since nothing may come before the body in one that reads it.
    router.route(method, path).handler(c -> admit(c, mostBytes));
    return router.route(method, path).handler(BodyHandler.create(false).setBodyLimit(mostBytes));
  }

  /** What a body may have had when it was refused as too large; null where none is read. */
  static Long limit(RoutingContext c) {
    return c.get(LIMIT);
  }

  private void admit(RoutingContext c, long mostBytes) {
    BodyRoom.Share share = room.take(announced(c, mostBytes));
    if (share == null) {
      c.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS));
      Answers.problem(
          c,
          Problem.of(
              503,
              "other large requests are worked on: send this one again in %d s"
                  .formatted(RETRY_SECONDS)));
      return;
    }
    c.put(LIMIT, mostBytes);
    c.put(SHARE, share);
    c.addEndHandler(ended -> share.free());
    c.next();
  }

  /** Who does not say how much comes may send as much as he may. */
  private static long announced(RoutingContext c, long mostBytes) {
    String length = c.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && length.matches("[0-9]{1,18}")
        ? Math.min(Long.parseLong(length), mostBytes)
        : mostBytes;
  }

  /** Works on the body beside the event loop; the room is kept until what comes of it is done. */
  <T> Future<T> work(RoutingContext c, Callable<Future<T>> task) {
    BodyRoom.Share share = c.get(SHARE);
    share.use();
    Future<Future<T>> begun =
        share.bytes() > BodyRoom.SMALL_BYTES
            ? forLarge.executeBlocking(task, false)
            : vertx.executeBlocking(task, false);
    return begun.compose(future -> future).onComplete(done -> share.free());
  }
}
