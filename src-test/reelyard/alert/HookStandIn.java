package reelyard.alert;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A program that takes webhooks, or does not. */
final class HookStandIn {

  /** What came. */
  record Call(String path, String id, String timestamp, String signature, String body) {
    JsonObject json() {
      return new JsonObject(body);
    }

    long alertId() {
      return json().getJsonObject("data").getLong("alertId");
    }
  }

  final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

  /** How it answers. */
  volatile Consumer<HttpServerRequest> answer = request -> request.response().end("thanks");

  private final HttpServer server;

  HookStandIn(Vertx vertx, HttpServerOptions options) {
    server = vertx.createHttpServer(options).requestHandler(this::hear);
  }

  HookStandIn(Vertx vertx) {
    this(vertx, new HttpServerOptions());
  }

  int listen(int port) throws Exception {
    return server
        .listen(port, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS)
        .actualPort();
  }

  private void hear(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              calls.add(
                  new Call(
                      request.path(),
                      request.getHeader("webhook-id"),
                      request.getHeader("webhook-timestamp"),
                      request.getHeader("webhook-signature"),
                      body.toString()));
              answer.accept(request);
            });
  }
}
