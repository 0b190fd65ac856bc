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
  private final Runnable whenLeft;
  private final Deque<String> deployed = new ArrayDeque<>();
  private final AtomicInteger alive = new AtomicInteger();
  private volatile boolean stopping;
  private volatile boolean leftInError;

  /**
   * @param whenLeft called once, when the last verticle went by itself, such as a worker that was
   *     told to leave, or when a vital one went in error
   */
  Lineup(Vertx vertx, Runnable whenLeft) {
    this.vertx = vertx;
    this.whenLeft = whenLeft;
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
        .deployVerticle(() -> new Noticed(part), part.options())
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
    private final boolean vital;

    Noticed(Part part) {
      this.verticle = part.verticle().get();
      this.vital = part.vital();
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
      boolean over = alive.decrementAndGet() == 0 || (vital && failed);
      if (over && !stopping) {
        stopping = true;
        whenLeft.run();
      }
    }
  }
}
