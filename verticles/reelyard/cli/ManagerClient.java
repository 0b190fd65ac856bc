package reelyard.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import reelyard.bus.Json;
import reelyard.message.FarmView;
import reelyard.message.JobView;
import reelyard.message.SubmitJobs;
import reelyard.message.SubmitOutcome;
import reelyard.message.Submitted;
import reelyard.model.JobSpec;

/** A manager's HTTP interface. Every failure becomes one sentence with its remedy. */
final class ManagerClient {

  /** Jobs in one request: their sources are looked at before the answer comes. */
  private static final int BATCH = 16;

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final URI manager;
  private final HttpClient http;

  private ManagerClient(URI manager) {
    this.manager = manager;
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    if (manager.getScheme().equals("http")) {
      // Without it the client reads the machine's whole certificate store, for nothing.
      builder.sslContext(trustingNobody());
    }
    this.http = builder.build();
  }

  /** The client of the manager at this address, such as {@code http://127.0.0.1:8080}. */
  static ManagerClient of(String url) throws CommandFailure {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme();
      if (scheme.matches("https?") && uri.getHost() != null && uri.getUserInfo() == null) {
        String path = uri.getPath().endsWith("/") ? uri.getPath() : uri.getPath() + "/";
        return new ManagerClient(
            new URI(scheme, null, uri.getHost(), uri.getPort(), path, null, null));
      }
    } catch (URISyntaxException e) {
      // Said below, like every other address that is none.
    }
    throw CommandFailure.usage(
        "the manager's address must be like http://127.0.0.1:8080, not " + url);
  }

  /** The manager's address, which is also that of its page. */
  URI address() {
    return manager;
  }

  /** Tells the outcome of each job as the manager's answers come in. */
  void submit(List<JobSpec> jobs, BiConsumer<JobSpec, SubmitOutcome> outcome)
      throws CommandFailure {
    for (int from = 0; from < jobs.size(); from += BATCH) {
      List<JobSpec> batch = jobs.subList(from, Math.min(from + BATCH, jobs.size()));
      List<SubmitOutcome> outcomes =
          ask(post("api/v1/jobs", Json.write(new SubmitJobs(batch))), Submitted.class).outcomes();
      if (outcomes == null || outcomes.size() != batch.size()) {
        throw noManager();
      }
      for (int i = 0; i < batch.size(); i++) {
        outcome.accept(batch.get(i), outcomes.get(i));
      }
    }
  }

  /** The farm, with at most that many ended jobs. */
  FarmView farm(int ended) throws CommandFailure {
    return ask(get("api/v1/farm?ended=" + ended), FarmView.class);
  }

  /** Ends a job for good; the job as it stood at its end. */
  JobView stop(String id) throws CommandFailure {
    return ask(post("api/v1/jobs/" + segment(id) + "/stop", ""), JobView.class);
  }

  /** Opens the event stream: the raw WebSocket of the manager's bridge. */
  CompletableFuture<WebSocket> events(WebSocket.Listener listener) {
    String scheme = manager.getScheme().equals("https") ? "wss" : "ws";
    URI stream =
        URI.create(
            scheme
                + manager
                    .resolve("eventbus/websocket")
                    .toString()
                    .substring(manager.getScheme().length()));
    return http.newWebSocketBuilder().connectTimeout(CONNECT).buildAsync(stream, listener);
  }

  private HttpRequest get(String path) {
    return request(path).GET().build();
  }

  private HttpRequest post(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(manager.resolve(path))
        .header("Accept", "application/json, application/problem+json")
        .timeout(ANSWER);
  }

  private <T> T ask(HttpRequest request, Class<T> type) throws CommandFailure {
    HttpResponse<String> response;
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitStatus.INTERRUPTED, "interrupted");
    }
    if (response.statusCode() / 100 != 2) {
      throw new CommandFailure(ExitStatus.FAILED, problem(response));
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

  private CommandFailure noManager() {
    return new CommandFailure(
        ExitStatus.FAILED,
        "what answers at " + manager + " is not a manager of this version of Reelyard");
  }

  private CommandFailure unreachable(IOException e) {
    String why = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
    return new CommandFailure(
        ExitStatus.FAILED,
        "no manager answers at "
            + manager
            + why
            + ": start one with `reelyard run manager`, or name another with --manager URL");
  }

  private String problem(HttpResponse<String> response) {
    try {
      Problem problem = Json.read(response.body(), Problem.class);
      if (problem != null && problem.detail() != null) {
        return problem.detail();
      }
      if (problem != null && problem.title() != null) {
        return problem.title();
      }
    } catch (IllegalArgumentException e) {
      // Not the manager's own words.
    }
    return "the manager at " + manager + " answered with status " + response.statusCode();
  }

  private static String segment(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static SSLContext trustingNobody() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Problem(String title, int status, String detail) {}
}
