package reelyard.node.probe;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Leaves by itself as soon as it is up, because it has to. */
public final class Resigning extends VerticleBase {

  @Override
  public Future<?> start() {
    vertx.setTimer(50, timer -> vertx.undeploy(deploymentID()));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return Future.failedFuture("its name is taken");
  }
}
