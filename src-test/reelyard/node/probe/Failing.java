package reelyard.node.probe;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import reelyard.bus.MissingOnMachineException;

/** Fails to start, in the manner that custom.fails names. */
public final class Failing extends VerticleBase {

  @Override
  public Future<?> start() {
    return switch (config().getJsonObject("custom").getString("fails")) {
      case "missing" ->
          Future.failedFuture(
              new MissingOnMachineException("HandBrakeCLI is missing: apt-get install it"));
      case "expected" -> Future.failedFuture("port 21 is taken: set staging.port");
      default -> throw new NullPointerException();
    };
  }
}
