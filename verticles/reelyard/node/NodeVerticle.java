package reelyard.node;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one verticle that Vert.x's launcher deploys: it deploys all that this process runs. */
final class NodeVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(NodeVerticle.class);

  private final List<Part> parts;

  NodeVerticle(List<Part> parts) {
    this.parts = parts;
  }

  @Override
  public Future<?> start() {
    Lineup lineup = new Lineup(vertx, this::leave);
    // Before Vert.x undeploys all verticles at once, which close hooks precede.
    ((VertxInternal) vertx)
        .addCloseHook(done -> lineup.stop().onComplete(stopped -> done.succeed()));
    return lineup.start(parts);
  }

  private void leave() {
    log.info("every verticle of this process has left: the process ends");
    vertx.close();
  }
}
