package reelyard.staging.media;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.message.MediaDoor;
import reelyard.message.MediaUse;
import reelyard.message.OpenMedia;
import reelyard.node.BadConfigException;
import reelyard.node.FarmConfig;

/** A real media verticle on a bus of its own, and who asks it. */
final class MediaHouse implements AutoCloseable {

  static final String STAGING = "staging";
  static final String USER = "ann";
  static final String BYTES = "application/offset+octet-stream";

  final Path folder;
  final Path uploads;
  final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  final Bus bus = new Bus(vertx);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final JsonObject media;

  MediaHouse(Path folder) throws IOException {
    this(folder, new JsonObject());
  }

  /** With these keys of the section "staging.media" other than their defaults. */
  MediaHouse(Path folder, JsonObject changes) throws IOException {
    this.folder = folder.toRealPath();
    this.uploads = this.folder.resolve("uploads");
    this.media = new JsonObject().put("uploads", uploads.toString()).mergeIn(changes);
    open();
  }

  void open() {
    get(vertx.deployVerticle(new MediaVerticle(), new DeploymentOptions().setConfig(config())));
  }

  /** The verticle goes; another may come. */
  void leave() {
    vertx.deploymentIDs().forEach(id -> get(vertx.undeploy(id).otherwiseEmpty()));
  }

  private JsonObject config() {
    try {
      JsonObject staging =
          Json.encode(FarmConfig.load(null, Map.of()).staging())
              .put("roots", new JsonArray().add(folder.toString()))
              .put("folder", folder.resolve(".state").toString())
              .mergeIn(new JsonObject().put("media", media), true);
      return new JsonObject().put("farm", "test").put("staging", staging);
    } catch (BadConfigException e) {
      throw new AssertionError(e);
    }
  }

  Path film(String name, Path from) throws IOException {
    Path film = folder.resolve(name);
    Files.createDirectories(film.getParent());
    return Files.copy(from, film);
  }

  <Q, A> A ask(Request<Q, A> request, Q question) {
    return get(bus.ask(request, question));
  }

  MediaDoor door(OpenMedia use) {
    return ask(Addresses.openMedia(STAGING), use);
  }

  /** What a holder of a fresh ticket gets. */
  HttpResponse<byte[]> get(OpenMedia use, String... headers) {
    return send("GET", use, HttpRequest.BodyPublishers.noBody(), headers);
  }

  HttpResponse<byte[]> get(MediaUse use, Path film, String... headers) {
    return get(OpenMedia.of(use, film.toString()), headers);
  }

  /** A request of tus with its version. */
  HttpResponse<byte[]> tus(String method, String upload, BodyPublisher body, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Tus-Resumable";
    all[1] = "1.0.0";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return send(method, OpenMedia.upload(USER, upload), body, all);
  }

  HttpResponse<byte[]> send(String method, OpenMedia use, BodyPublisher body, String... headers) {
    MediaDoor door = door(use);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(door.url()))
            .header("Authorization", "Bearer " + door.token())
            .method(method, body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  static <T> T get(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    get(vertx.close());
  }
}
