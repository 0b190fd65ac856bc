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
  private final IntConsumer ending;
  private Lineup lineup;

  /**
   * @param ending gets the {@link ExitCode} when the process ends since all verticles have left
   */
  NodeVerticle(List<Part> parts, IntConsumer ending) {
    this.parts = parts;
    this.ending = ending;
  }

  @Override
  public Future<?> start() {
    lineup = new Lineup(vertx, this::leave);
    // Before Vert.x undeploys all verticles at once, which close hooks precede.
    ((VertxInternal) vertx)
        .addCloseHook(done -> lineup.stop().onComplete(stopped -> done.succeed()));
    return lineup.start(parts);
  }

  private void leave() {
    if (lineup.leftInError()) {
      log.error("every verticle of this process has left, not all as asked: the process ends");
      ending.accept(ExitCode.DEPLOYMENT);
    } else {
      log.info("every verticle of this process has left: the process ends");
    }
    vertx.close();
  }
}
