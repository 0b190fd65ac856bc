package reelyard.staging.media;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import reelyard.message.OpenMedia;
import reelyard.tls.Identity;

/** The HTTP door of a staging: carries requests in and answers out, as fast as both ends can. */
final class MediaDoorVerticle extends VerticleBase {

  /** A connection is silent while its answer is worked on. */
  private static final int IDLE_SECONDS = (int) OpenMedia.PATIENCE.plusMinutes(1).toSeconds();

  private static final int PIECE_BYTES = 256 << 10;
  private static final long MOST_DISCARDED = 64 << 20;
  private static final int THREADS = 8;

  private final String host;
  private final int port;
  private final Identity identity;
  private final Consumer<Exchange> desk;
  private WorkerExecutor files;
  private HttpServer server;

  /**
   * @param port 0 for any free one
   * @param identity null for a plain door
   */
  MediaDoorVerticle(String host, int port, Identity identity, Consumer<Exchange> desk) {
    this.host = host;
    this.port = port;
    this.identity = identity;
    this.desk = desk;
  }

  @Override
  public Future<?> start() {
    files = vertx.createSharedWorkerExecutor("reelyard-media-door", THREADS);
    HttpServerOptions options =
        new HttpServerOptions()
            .setHttp2ClearTextEnabled(false)
            .setUseAlpn(false)
            .setIdleTimeout(IDLE_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS);
    if (identity != null) {
      options
          .setSsl(true)
          .setKeyCertOptions(KeyCertOptions.wrap(identity.keyManager()))
          .setEnabledSecureTransportProtocols(Set.of(Identity.protocols()));
    }
    server =
        vertx
            .createHttpServer(options)
            .requestHandler(request -> desk.accept(new Carried(files, request)));
    return server
        .listen(port, host)
        .recover(
            e ->
                Future.failedFuture(
                    new IllegalStateException(
                        "port %d on %s cannot be opened (%s): choose another with the key"
                                .formatted(port, host, e.getMessage())
                            + " staging.media.port (0 takes any)",
                        e)));
  }

  @Override
  public Future<?> stop() {
    return server.close().eventually(files::close);
  }

  /** Where it is, once it is open. */
  String url() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return (identity == null ? "http://" : "https://") + name + ":" + server.actualPort() + "/";
  }

  /** The SHA-256 of its certificate; null where it is plain. */
  String fingerprint() {
    return identity == null ? null : identity.fingerprint();
  }

  /** A request of Vert.x's server. */
  private static final class Carried implements Exchange {

    private final WorkerExecutor files;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final Promise<Void> gone = Promise.promise();
    private CompletionStage<Void> taken = CompletableFuture.completedStage(null);
    private long discarded;

    Carried(WorkerExecutor files, HttpServerRequest request) {
      this.files = files;
      this.request = request;
      this.response = request.response();
      request
          .headers()
          .forEach(
              one -> headers.putIfAbsent(one.getKey().toLowerCase(Locale.ROOT), one.getValue()));
      // Until somebody wants the body, it waits in the network.
      request.pause();
      request.exceptionHandler(e -> gone.tryFail(e));
      response.exceptionHandler(e -> gone.tryFail(e));
      response.closeHandler(closed -> gone.tryFail(new IOException("the asker went")));
    }

    @Override
    public String method() {
      return request.method().name();
    }

    @Override
    public String header(String name) {
      return headers.get(name);
    }

    @Override
    public void answer(Answer answer) {
      if (response.ended() || response.closed() || response.headWritten()) {
        return;
      }
      response.setStatusCode(answer.status());
      answer.headers().forEach(response::putHeader);
      discard();
      if (method().equals("HEAD")) {
        response.end();
      } else {
        response.end(Buffer.buffer(answer.body()));
      }
    }

    /**
     * The rest of the body. Most clients read no answer before they sent all; who sends on and on
     * is cut off.
     */
    private void discard() {
      if (!request.isEnded()) {
        request.handler(
            piece -> {
              discarded += piece.length();
              if (discarded > MOST_DISCARDED) {
                request.connection().close();
              }
            });
        request.resume();
      }
    }

    @Override
    public void send(Answer head, FileChannel file, long bytes) {
      response.setStatusCode(head.status());
      head.headers().forEach(response::putHeader);
      request.resume();
      next(file, bytes);
    }

    /** One piece after the other, each when the network took those before. */
    private void next(FileChannel file, long left) {
      if (left == 0) {
        response.end().onComplete(sent -> close(file));
        return;
      }
      files
          .executeBlocking(() -> read(file, left), false)
          .compose(piece -> response.write(piece).map(piece.length()))
          .onSuccess(written -> next(file, left - written))
          .onFailure(
              e -> {
                close(file);
                request.connection().close();
              });
    }

    private void close(FileChannel file) {
      files.executeBlocking(
          () -> {
            file.close();
            return null;
          },
          false);
    }

    private static Buffer read(FileChannel file, long left) throws IOException {
      ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, left));
      while (piece.hasRemaining()) {
        if (file.read(piece) < 0) {
          throw new IOException("the film became shorter");
        }
      }
      return Buffer.buffer(piece.array());
    }

    @Override
    public CompletionStage<Void> receive(Function<ByteBuffer, CompletionStage<Void>> taker) {
      Promise<Void> all = Promise.promise();
      gone.future().onFailure(all::tryFail);
      request.handler(
          piece -> {
            request.pause();
            taken =
                taker
                    .apply(ByteBuffer.wrap(piece.getBytes()))
                    .whenComplete((taken, e) -> wentOn(all, e));
          });
      request.endHandler(end -> taken.thenRun(all::tryComplete));
      request.resume();
      return all.future().toCompletionStage();
    }

    private void wentOn(Promise<Void> all, Throwable e) {
      if (e == null) {
        request.resume();
      } else {
        all.tryFail(e);
      }
    }

    @Override
    public void whenGone(Runnable action) {
      gone.future().onFailure(e -> action.run());
    }
  }
}
