package reelyard.node.probe;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;

/** Never comes to an end when it is stopped. */
public final class Hanging extends VerticleBase {

  @Override
  public Future<?> stop() {
    return Promise.promise().future();
  }
}
