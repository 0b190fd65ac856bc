package bench;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A client of the SockJS bridge over its raw WebSocket. */
final class EventListener implements WebSocket.Listener, AutoCloseable {

  private final StringBuilder text = new StringBuilder();
  private final ScheduledExecutorService pings = Executors.newSingleThreadScheduledExecutor();
  private final Consumer<JsonObject> messages;
  private final WebSocket socket;

  /** Each message is handed on as it arrives, on the client's own thread. */
  EventListener(URI uri, Consumer<JsonObject> messages) {
    this.messages = messages;
    this.socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri, this).join();
    var unused =
        pings.scheduleAtFixedRate(
            () -> send(new JsonObject().put("type", "ping")), 5, 5, TimeUnit.SECONDS);
  }

  void register(String address) {
    send(new JsonObject().put("type", "register").put("address", address));
  }

  private synchronized void send(JsonObject message) {
    socket.sendText(message.encode(), true).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      JsonObject message = new JsonObject(text.toString());
      text.setLength(0);
      if ("rec".equals(message.getString("type"))) {
        messages.accept(message);
      }
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public void close() {
    pings.shutdownNow();
    socket.abort();
  }
}
