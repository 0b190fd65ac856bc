package reelyard.web;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the bodies of requests, no more of them at a time than there is memory for, and has the
 * large ones worked on by a few threads of their own, so that nobody else has to wait for that.
 */
final class Bodies {

  private static final Logger log = LoggerFactory.getLogger(Bodies.class);

  private static final String SHARE = "reelyard.body";
  private static final String LIMIT = "reelyard.body.limit";

  private static final long MOST_OF_LARGE = 32L << 20;
  private static final long MOST_OF_SMALL = 8L << 20;

  // Of the 512 MB that a manager has, a list of jobs takes some twenty times its text.
  private static final long MOST_IN_WORK = 16L << 20;

  /** What a body needs at a slow line; who takes longer would keep its room for hours. */
  private static final long LEAST_BYTES_PER_SECOND = 64 << 10;

  private static final long GRACE_MILLIS = 60_000;

  private static final int THREADS = 2;
  private static final int RETRY_SECONDS = 5;

  private final Vertx vertx;
  private final WorkerExecutor forLarge;
  private final long graceMillis;
  private final BodyRoom room = new BodyRoom(MOST_OF_LARGE, MOST_OF_SMALL);
  private final BodyTurns turns = new BodyTurns(MOST_IN_WORK);

  Bodies(Vertx vertx) {
    this(vertx, GRACE_MILLIS);
  }

  /**
   * @param graceMillis how much longer a large body may take than a slow line needs for it
   */
  Bodies(Vertx vertx, long graceMillis) {
    this.vertx = vertx;
    this.graceMillis = graceMillis;
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
    if (share.bytes() > BodyRoom.SMALL_BYTES) {
      hurry(c, share.bytes());
    }
    c.next();
  }

  private void hurry(RoutingContext c, long bytes) {
    HttpServerRequest request = c.request();
    long timer =
        vertx.setTimer(
            graceMillis + 1_000 * bytes / LEAST_BYTES_PER_SECOND,
            late -> {
              if (!request.isEnded()) {
                log.warn(
                    "{} sends {} bytes too slowly and is cut off", request.remoteAddress(), bytes);
                request.connection().close();
              }
            });
    c.addEndHandler(ended -> vertx.cancelTimer(timer));
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
    Future<T> done =
        share.bytes() > BodyRoom.SMALL_BYTES
            ? inTurn(share.bytes(), task)
            : vertx.executeBlocking(task, false).compose(future -> future);
    return done.onComplete(all -> share.free());
  }

  private <T> Future<T> inTurn(long bytes, Callable<Future<T>> task) {
    Promise<T> promise = Promise.promise();
    turns.take(
        bytes,
        () ->
            forLarge
                .executeBlocking(task, false)
                .compose(future -> future)
                .onComplete(all -> turns.done(bytes))
                .onComplete(promise));
    return promise.future();
  }
}
