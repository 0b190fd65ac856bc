package reelyard.cli;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reelyard.bus.Json;

/** The way to a manager, over HTTP. Every failure becomes one sentence with its remedy. */
final class ManagerLink {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Longer than the manager's own patience with a submission. */
  private static final Duration ANSWER = Duration.ofSeconds(100);

  private static final Duration PERSISTENCE = Duration.ofMinutes(1);

  private static final int NOT_THERE = 404;
  private static final String UP = "up";

  private final URI manager;
  private final ManagerTrust trust;
  private final String token;
  private final HttpClient http;

  private ManagerLink(URI manager, ManagerTrust trust, String token) {
    this.manager = manager;
    this.trust = trust;
    this.token = token;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .sslContext(trust.context())
            .build();
  }

  /** The way to the manager at this address, such as {@code https://farm.example:8080}. */
  static ManagerLink to(String url, ManagerAccess access) throws CommandFailure {
    URI uri = address(url);
    boolean encrypts = uri.getScheme().equals("https");
    if (!encrypts && !access.token().isEmpty() && !isLoopback(uri.getHost())) {
      throw CommandFailure.usage(
          "the token is not sent to %s without encryption: give the manager's https:// address"
              .formatted(uri));
    }
    return new ManagerLink(
        uri,
        encrypts ? ManagerTrust.of(access.fingerprint()) : ManagerTrust.inNobody(),
        access.token());
  }

  /** The way to whoever answers there, whatever certificate he has; he hears nothing of us. */
  static ManagerLink toAnybody(String url) throws CommandFailure {
    return new ManagerLink(address(url), ManagerTrust.inAnybody(), "");
  }

  private static URI address(String url) throws CommandFailure {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme();
      if (scheme.matches("https?") && uri.getHost() != null && uri.getUserInfo() == null) {
        String path = uri.getPath().endsWith("/") ? uri.getPath() : uri.getPath() + "/";
        return new URI(scheme, null, uri.getHost(), uri.getPort(), path, null, null);
      }
    } catch (URISyntaxException e) {
      // Said below, like every other address that is none.
    }
    throw CommandFailure.usage(
        "the manager's address must be like http://127.0.0.1:8080, not " + url);
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]+){3}");
  }

  /** The manager's address, which is also that of its page. */
  URI address() {
    return manager;
  }

  /** Parameters that are null are left out. */
  <T> T get(String path, Map<String, ?> query, Class<T> type) throws CommandFailure {
    String parameters =
        query.entrySet().stream()
            .filter(each -> each.getValue() != null)
            .map(each -> each.getKey() + "=" + segment(each.getValue().toString()))
            .collect(joining("&"));
    return ask(request(parameters.isEmpty() ? path : path + "?" + parameters).GET().build(), type);
  }

  /** The same for what may not be there. */
  <T> Optional<T> find(String path, Class<T> type) throws CommandFailure {
    HttpResponse<String> response = send(request(path).GET().build());
    return response.statusCode() == NOT_THERE
        ? Optional.empty()
        : Optional.of(understood(response, type));
  }

  <T> T post(String path, Object body, Class<T> type) throws CommandFailure {
    return post(path, body, type, ANSWER);
  }

  /**
   * The same for what may be said twice: says it again, for a minute at most, where the manager has
   * too much to do and tells when to come again.
   */
  <T> T postUntilTaken(String path, Object body, Class<T> type) throws CommandFailure {
    HttpRequest request = with(path).POST(text(body)).build();
    long giveUp = System.nanoTime() + PERSISTENCE.toNanos();
    HttpResponse<String> response = send(request);
    while (ManagerRefusals.isBusy(response)) {
      Duration pause = ManagerRefusals.pause(response);
      if (System.nanoTime() + pause.toNanos() > giveUp) {
        break;
      }
      await(pause);
      response = send(request);
    }
    return understood(response, type);
  }

  /** The same for what takes longer. */
  <T> T post(String path, Object body, Class<T> type, Duration patience) throws CommandFailure {
    return ask(with(path).timeout(patience).POST(text(body)).build(), type);
  }

  <T> T put(String path, Object body, Class<T> type) throws CommandFailure {
    return ask(with(path).PUT(text(body)).build(), type);
  }

  <T> T delete(String path, Class<T> type) throws CommandFailure {
    return ask(request(path).DELETE().build(), type);
  }

  /**
   * Opens the event stream: the raw WebSocket of the manager's bridge. Fails with a {@link
   * CommandFailure} where trying again is of no use.
   */
  CompletableFuture<WebSocket> events(WebSocket.Listener listener) {
    String scheme = manager.getScheme().equals("https") ? "wss" : "ws";
    URI stream =
        URI.create(
            scheme
                + manager
                    .resolve("eventbus/websocket")
                    .toString()
                    .substring(manager.getScheme().length()));
    WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(CONNECT);
    if (!token.isEmpty()) {
      builder.header("Authorization", "Bearer " + token);
    }
    return builder
        .buildAsync(stream, listener)
        .exceptionallyCompose(
            e -> CompletableFuture.failedFuture(ManagerRefusals.ofStream(e, manager, trust)));
  }

  /** The moment at the manager, by the header that every server sends; empty when it does not. */
  ManagerClock clock() throws CommandFailure {
    long before = System.currentTimeMillis();
    HttpResponse<String> response = send(request("health/live").GET().build());
    if (!UP.equals(understood(response, Health.class).status())) {
      throw noManager();
    }
    return ManagerClock.of(
        response.headers().firstValue("Date").orElse(""), before, System.currentTimeMillis());
  }

  /** As one word of a path or a query. */
  static String segment(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder with(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  private static HttpRequest.BodyPublisher text(Object body) {
    return HttpRequest.BodyPublishers.ofString(Json.write(body));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(manager.resolve(path))
            .header("Accept", "application/json, application/problem+json")
            .timeout(ANSWER);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private <T> T ask(HttpRequest request, Class<T> type) throws CommandFailure {
    return understood(send(request), type);
  }

  private <T> T understood(HttpResponse<String> response, Class<T> type) throws CommandFailure {
    if (response.statusCode() / 100 != 2) {
      throw ManagerRefusals.of(response, manager);
    }
    try {
      T answer = Json.read(response.body(), type);
      if (answer != null) {
        return answer;
      }
    } catch (IllegalArgumentException e) {
      // Said below: whatever answers there is no manager, or one of another age.
    }
    throw noManager();
  }

  private HttpResponse<String> send(HttpRequest request) throws CommandFailure {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw ManagerRefusals.unreachable(manager, e, trust);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static void await(Duration pause) throws CommandFailure {
    try {
      // Nobody counts it down.
      new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static CommandFailure interrupted() {
    Thread.currentThread().interrupt();
    return new CommandFailure(ExitStatus.INTERRUPTED, "interrupted");
  }

  private record Health(String status) {}

  /** What answers is something else. */
  CommandFailure noManager() {
    return new CommandFailure(
        ExitStatus.FAILED,
        "what answers at " + manager + " is not a manager of this version of Reelyard");
  }
}
