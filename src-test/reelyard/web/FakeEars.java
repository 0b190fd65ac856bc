package reelyard.web;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** A bus whose cluster answers to each new listener when the test has it answer. */
final class FakeEars {

  /** One for each listener. */
  final List<Promise<Void>> completions = new ArrayList<>();

  /** The addresses whose listeners are gone. */
  final List<String> left = new ArrayList<>();

  EventBus bus() {
    return fake(
        EventBus.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("consumer")) {
            return consumer((String) arguments[0]);
          }
          throw new UnsupportedOperationException(method.getName());
        });
  }

  private MessageConsumer<?> consumer(String address) {
    Promise<Void> completion = Promise.promise();
    completions.add(completion);
    return fake(
        MessageConsumer.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "completion" -> completion.future();
              case "unregister" -> {
                left.add(address);
                yield Future.succeededFuture();
              }
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private static <T> T fake(Class<T> type, InvocationHandler answers) {
    return type.cast(
        Proxy.newProxyInstance(FakeEars.class.getClassLoader(), new Class<?>[] {type}, answers));
  }
}
