package reelyard.node.probe;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;

/** Says when it starts and stops, and answers at probe.NAME with what it was asked. */
public class Echo extends VerticleBase {

  @Override
  public Future<?> start() {
    String name = config().getJsonObject("custom").getString("name", "echo");
    System.out.println("started " + getClass().getSimpleName() + " " + name);
    return vertx
        .eventBus()
        .<JsonObject>consumer("probe." + name, message -> message.reply(message.body()))
        .completion();
  }

  @Override
  public Future<?> stop() {
    System.out.println("stopped " + getClass().getSimpleName());
    return Future.succeededFuture();
  }
}
