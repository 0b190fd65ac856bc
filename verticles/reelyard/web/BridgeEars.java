package reelyard.web;

import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses that one visitor hears, each once. Belongs to one event loop. */
final class BridgeEars {

  private static final Logger log = LoggerFactory.getLogger(BridgeEars.class);

  private final EventBus bus;
  private final Map<String, MessageConsumer<?>> heard = new HashMap<>();

  BridgeEars(EventBus bus) {
    this.bus = bus;
  }

  int size() {
    return heard.size();
  }

  boolean hears(String address) {
    return heard.containsKey(address);
  }

  /**
   * Hears it from now on.
   *
   * @param failed is told when the cluster refuses, unless it was left meanwhile
   */
  void hear(String address, Consumer<Message<?>> listener, Runnable failed) {
    MessageConsumer<?> consumer = bus.consumer(address, listener::accept);
    heard.put(address, consumer);
    consumer
        .completion()
        .onFailure(
            why -> {
              if (heard.remove(address, consumer)) {
                log.warn("{} cannot be heard at the bridge: who asked has to again", address, why);
                consumer.unregister();
                failed.run();
              }
            });
  }

  /** Whether it was heard. */
  boolean leave(String address) {
    MessageConsumer<?> consumer = heard.remove(address);
    if (consumer != null) {
      leave(consumer);
    }
    return consumer != null;
  }

  void leaveAll() {
    heard.values().forEach(BridgeEars::leave);
    heard.clear();
  }

  /** Not before the cluster knows of it, or it would know for ever. */
  private static void leave(MessageConsumer<?> consumer) {
    consumer.completion().onComplete(known -> consumer.unregister());
  }
}
