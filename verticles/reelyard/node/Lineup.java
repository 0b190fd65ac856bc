package reelyard.node;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Brings verticles up one after the other, and down in the reverse order. */
final class Lineup {

  private final Vertx vertx;
  private final Runnable whenAllLeft;
  private final Deque<String> deployed = new ArrayDeque<>();
  private final AtomicInteger alive = new AtomicInteger();
  private volatile boolean stopping;
  private volatile boolean leftInError;

  /**
   * @param whenAllLeft called when the last verticle went by itself, such as a worker that was told
   *     to leave
   */
  Lineup(Vertx vertx, Runnable whenAllLeft) {
    this.vertx = vertx;
    this.whenAllLeft = whenAllLeft;
  }

  /** Up in this order; when one fails, those before it go down again. */
  Future<Void> start(List<Part> parts) {
    Future<Void> up = Future.succeededFuture();
    for (Part part : parts) {
      up = up.compose(before -> start(part));
    }
    return up.recover(failure -> stop().transform(down -> Future.failedFuture(failure)));
  }

  private Future<Void> start(Part part) {
    if (stopping) {
      return Future.failedFuture("stopped while it started");
    }
    return vertx
        .deployVerticle(() -> new Noticed(part.verticle().get()), part.options())
        .map(this::remember)
        .recover(failure -> Future.failedFuture(FarmStartException.of(part.name(), failure)));
  }

  private synchronized Void remember(String id) {
    deployed.push(id);
    return null;
  }

  private synchronized String next() {
    return deployed.poll();
  }

  /** Whether a verticle went by itself with a failure, such as a worker whose name was taken. */
  boolean leftInError() {
    return leftInError;
  }

  /** How many are up. */
  synchronized int size() {
    return deployed.size();
  }

  /** Down in reverse order; a verticle that fails to stop does not keep the others up. */
  Future<Void> stop() {
    stopping = true;
    return size() == 0 ? Future.succeededFuture() : stopLatest().transform(undeployed -> stop());
  }

  /** The latest one down, if one is up. */
  Future<Void> stopLatest() {
    stopping = true;
    String id = next();
    return id == null ? Future.succeededFuture() : vertx.undeploy(id);
  }

  /** A verticle whose leaving is noticed. */
  private final class Noticed implements Deployable {

    private final Deployable verticle;

    Noticed(Deployable verticle) {
      this.verticle = verticle;
    }

    @Override
    public Future<?> deploy(Context context) throws Exception {
      alive.incrementAndGet();
      return verticle.deploy(context).onFailure(failure -> alive.decrementAndGet());
    }

    @Override
    public Future<?> undeploy(Context context) throws Exception {
      return verticle.undeploy(context).onComplete(undeployed -> left(undeployed.failed()));
    }

    private void left(boolean failed) {
      leftInError |= failed && !stopping;
      if (alive.decrementAndGet() == 0 && !stopping) {
        whenAllLeft.run();
      }
    }
  }
}
