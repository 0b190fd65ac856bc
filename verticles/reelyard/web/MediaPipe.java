package reelyard.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.Json;
import reelyard.message.MediaDoor;
import reelyard.message.OpenMedia;
import reelyard.message.Refusal;
import reelyard.tls.PinnedTrust;

/**
 * Carries a request through to a staging's door, and the answer back, never more in memory than is
 * under way; who goes away on one side ends it on the other.
 */
final class MediaPipe {

  private static final Logger log = LoggerFactory.getLogger(MediaPipe.class);

  private static final List<String> ASKED =
      List.of(
          "content-type",
          "content-length",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "range",
          "tus-resumable",
          "upload-length",
          "upload-metadata",
          "upload-offset",
          "x-http-method-override");

  private static final List<String> ANSWERED =
      List.of(
          "accept-ranges",
          "content-length",
          "content-range",
          "content-type",
          "etag",
          "last-modified",
          "tus-extension",
          "tus-max-size",
          "tus-resumable",
          "tus-version",
          "upload-expires",
          "upload-length",
          "upload-metadata",
          "upload-offset",
          "upload-path");

  private static final int CONNECT_MILLIS = 5_000;

  /** A connection is silent while its answer is worked on. */
  private static final int IDLE_SECONDS = (int) OpenMedia.PATIENCE.plusMinutes(1).toSeconds();

  private static final int MOST_CONNECTIONS = 256;
  private static final int MOST_WAITING = 256;
  private static final int MOST_STAGINGS = 64;

  private final Vertx vertx;
  private final Map<String, HttpClient> clients = new HashMap<>();

  MediaPipe(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Asks at the door what was asked here. The request must have been paused since it came.
   *
   * @param place where uploads of that staging are to be found
   */
  void carry(RoutingContext c, String staging, MediaDoor door, String place) {
    HttpServerRequest in = c.request();
    RequestOptions there =
        new RequestOptions()
            .setAbsoluteURI(door.url())
            .setMethod(in.method())
            .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + door.token());
    for (String name : ASKED) {
      if (in.getHeader(name) != null) {
        there.putHeader(name, in.getHeader(name));
      }
    }
    client(door)
        .request(there)
        .compose(out -> sent(c, out))
        .onSuccess(answer -> answer(c, answer, place))
        .onFailure(e -> failed(c, staging, e));
  }

  private static Future<HttpClientResponse> sent(RoutingContext c, HttpClientRequest out) {
    HttpServerRequest in = c.request();
    HttpServerResponse response = c.response();
    // Its answer fails with the same; without this it would be logged as an error besides.
    out.exceptionHandler(e -> log.debug("a request to a staging's door ended", e));
    if (response.closed()) {
      out.reset();
      return Future.failedFuture("the asker went");
    }
    response.closeHandler(
        closed -> {
          if (!response.ended()) {
            out.reset();
          }
        });
    response.exceptionHandler(e -> out.reset());
    if (in.method().equals(HttpMethod.PATCH) || in.method().equals(HttpMethod.POST)) {
      out.setChunked(in.getHeader(HttpHeaders.CONTENT_LENGTH) == null);
      return out.send(in);
    }
    in.resume();
    return out.send();
  }

  private static void answer(RoutingContext c, HttpClientResponse answer, String place) {
    if (answer.statusCode() == 401) {
      // A ticket that ended under way.
      answer.resume();
      Answers.problem(c, Problem.of(503, "staging was too slow to open: ask again"));
      return;
    }
    HttpServerResponse response = c.response();
    if (answer.statusCode() >= 400 && answer.getHeader(HttpHeaders.CONTENT_TYPE) != null) {
      keep(answer, response, "tus-resumable", "tus-version");
      answer.body().onSuccess(body -> refuse(c, body)).onFailure(c::fail);
      return;
    }
    response.setStatusCode(answer.statusCode());
    keep(answer, response, ANSWERED.toArray(String[]::new));
    String location = answer.getHeader(HttpHeaders.LOCATION);
    if (location != null) {
      response.putHeader(HttpHeaders.LOCATION, place + "/" + location);
    }
    if (c.request().method().equals(HttpMethod.HEAD)) {
      answer.resume();
      response.end();
      return;
    }
    // An end upon failure would look like a whole film, and what is still on its way would find the
    // response ended.
    answer
        .pipe()
        .endOnFailure(false)
        .to(response)
        .onFailure(
            e -> {
              // A pipe lets go of neither end: the staging would hold its film open for ever.
              answer.request().reset();
              c.request().connection().close();
            });
  }

  private static void keep(HttpClientResponse from, HttpServerResponse to, String... names) {
    for (String name : names) {
      String value = from.getHeader(name);
      if (value != null) {
        to.putHeader(name, value);
      }
    }
  }

  private static void refuse(RoutingContext c, Buffer refusal) {
    if (c.response().ended() || c.response().closed()) {
      return;
    }
    Problem problem = Problem.of(Json.read(refusal.toString(), Refusal.class));
    if (c.request().method().equals(HttpMethod.HEAD)) {
      c.response().setStatusCode(problem.status()).end();
    } else {
      Answers.problem(c, problem);
    }
  }

  private static void failed(RoutingContext c, String staging, Throwable e) {
    HttpServerResponse response = c.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      c.request().connection().close();
      return;
    }
    log.warn("staging {} cannot be reached at its door: {}", staging, e.toString());
    c.request().resume();
    Answers.problem(
        c,
        Problem.of(
            503,
            "staging %s cannot be reached from here (staging.host and staging.media.port of its"
                    .formatted(staging)
                + " configuration say where it listens): ask again, or look at its log"));
  }

  /** One for plain doors, and one for each certificate. */
  private HttpClient client(MediaDoor door) {
    String key = String.valueOf(door.fingerprint());
    if (!clients.containsKey(key) && clients.size() >= MOST_STAGINGS) {
      clients.values().forEach(HttpClient::close);
      clients.clear();
    }
    return clients.computeIfAbsent(key, made -> client(door.fingerprint()));
  }

  private HttpClient client(String fingerprint) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout(CONNECT_MILLIS)
            .setIdleTimeout(IDLE_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS);
    if (fingerprint != null) {
      // Known by its certificate alone, whatever names that bears.
      options
          .setSsl(true)
          .setVerifyHost(false)
          .setTrustOptions(TrustOptions.wrap(new PinnedTrust(fingerprint)));
    }
    return vertx.createHttpClient(
        options,
        new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setMaxWaitQueueSize(MOST_WAITING));
  }
}
