package reelyard.node.probe;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;

/** Asks probe.CALLS every 100 ms and says "answered" or why not, at each change and each second. */
public final class Caller extends VerticleBase {

  private String said = "";
  private int repeated;

  @Override
  public Future<?> start() {
    String address = "probe." + config().getJsonObject("custom").getString("calls");
    vertx.setPeriodic(1, 100, timer -> call(address));
    return Future.succeededFuture();
  }

  private void call(String address) {
    vertx
        .eventBus()
        .<JsonObject>request(address, new JsonObject(), new DeliveryOptions().setSendTimeout(1000))
        .onSuccess(reply -> say("answered"))
        .onFailure(e -> say(((ReplyException) e).failureType().name()));
  }

  private void say(String words) {
    if (!words.equals(said) || ++repeated == 10) {
      said = words;
      repeated = 0;
      System.out.println(words);
    }
  }
}
