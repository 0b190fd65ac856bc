package reelyard.node;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one verticle that Vert.x's launcher deploys: it deploys all that this process runs. */
final class NodeVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(NodeVerticle.class);

  private final List<Part> parts;
  private final boolean mayStandBy;
  private final Runnable whenUp;
  private final IntConsumer ending;
  private Lineup lineup;

  /**
   * @param mayStandBy whether the first part may take for ever to come up, as a manager does while
   *     another leads
   * @param whenUp called when all of them are up
   * @param ending gets the {@link ExitCode} when the process ends since verticles have left
   */
  NodeVerticle(List<Part> parts, boolean mayStandBy, Runnable whenUp, IntConsumer ending) {
    this.parts = parts;
    this.mayStandBy = mayStandBy;
    this.whenUp = whenUp;
    this.ending = ending;
  }

  @Override
  public Future<?> start() {
    lineup = new Lineup(vertx, this::leave);
    // Before Vert.x undeploys all verticles at once, which close hooks precede.
    ((VertxInternal) vertx)
        .addCloseHook(done -> lineup.stop().onComplete(stopped -> done.succeed()));
    Future<Void> up = lineup.start(parts).onSuccess(this::started);
    if (!mayStandBy) {
      return up;
    }
    // Vert.x's launcher waits for two minutes and then gives up.
    up.onFailure(this::gaveUp);
    return Future.succeededFuture();
  }

  private void started(Void all) {
    log.info("started: {}", names());
    whenUp.run();
  }

  private String names() {
    return String.join(", ", parts.stream().map(Part::name).toList());
  }

  private void gaveUp(Throwable failure) {
    log.error("it did not start: {}", failure.getMessage());
    ending.accept(
        failure instanceof FarmStartException known ? known.exitCode() : ExitCode.DEPLOYMENT);
    vertx.close();
  }

  private void leave() {
    if (lineup.leftInError()) {
      log.error("what this process runs has left, not as asked: the process ends");
      ending.accept(ExitCode.DEPLOYMENT);
    } else {
      log.info("every verticle of this process has left: the process ends");
    }
    vertx.close();
  }
}
