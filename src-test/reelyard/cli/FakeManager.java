package reelyard.cli;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import reelyard.bus.Json;

/** The outside of a manager: fixed answers over HTTP, an event stream that the test speaks into. */
final class FakeManager implements AutoCloseable {

  /**
   * An answer to any request.
   *
   * @param retryAfter the header of this name; null for none
   */
  record Answer(int status, String body, String retryAfter) {

    Answer(int status, String body) {
      this(status, body, null);
    }
  }

  /** Every request with its body. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** The status for who wants to watch; 0 to let him. */
  volatile int refuses;

  private final Vertx vertx = Vertx.vertx();
  private final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
  private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
  private final HttpServer server;
  private final Function<HttpServerRequest, Answer> answers;

  FakeManager(Function<HttpServerRequest, Answer> answers) throws Exception {
    this.answers = answers;
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(this::answer)
            .webSocketHandshakeHandler(this::shakeHands)
            .webSocketHandler(this::accept)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  private void answer(HttpServerRequest request) {
    Answer answer = answers.apply(request);
    request
        .body()
        .onSuccess(
            body -> {
              asked.add((request.method() + " " + request.uri() + " " + body).strip());
              if (answer.retryAfter() != null) {
                request.response().putHeader("Retry-After", answer.retryAfter());
              }
              request.response().setStatusCode(answer.status()).end(answer.body());
            });
  }

  private void shakeHands(ServerWebSocketHandshake handshake) {
    int no = refuses;
    if (no == 0) {
      handshake.accept();
    } else {
      handshake.reject(no);
    }
  }

  private void accept(ServerWebSocket socket) {
    sockets.add(socket);
    socket.closeHandler(closed -> sockets.remove(socket));
    socket.textMessageHandler(text -> heard.add(new JsonObject(text)));
  }

  /** Waits for the next message of this type that a watcher sends to this address. */
  JsonObject hear(String type, String address) throws InterruptedException {
    while (true) {
      JsonObject message = heard.poll(10, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("nobody said " + type + " " + address);
      }
      if (type.equals(message.getString("type")) && address.equals(message.getString("address"))) {
        return message;
      }
    }
  }

  /** Says it as the bridge does: JSON in binary frames. */
  void say(String address, Object body) {
    JsonObject frame =
        new JsonObject().put("type", "rec").put("address", address).put("body", Json.encode(body));
    sockets.forEach(socket -> socket.write(Buffer.buffer(frame.encode())));
  }

  /** Says it as other servers do, in text frames. */
  void sayAsText(String address, Object body) {
    JsonObject frame =
        new JsonObject().put("type", "rec").put("address", address).put("body", Json.encode(body));
    sockets.forEach(socket -> socket.writeTextMessage(frame.encode()));
  }

  void hangUp() {
    sockets.forEach(ServerWebSocket::close);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
