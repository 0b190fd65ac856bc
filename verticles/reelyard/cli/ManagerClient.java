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
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import reelyard.bus.Json;
import reelyard.message.Ack;
import reelyard.message.BackUp;
import reelyard.message.BackedUp;
import reelyard.message.ChangeJobs;
import reelyard.message.ChangeOutcome;
import reelyard.message.ChangedJobs;
import reelyard.message.ControlWorkers;
import reelyard.message.DropBoxView;
import reelyard.message.Eta;
import reelyard.message.Explanation;
import reelyard.message.FarmView;
import reelyard.message.GetHistory;
import reelyard.message.History;
import reelyard.message.JobPage;
import reelyard.message.JobView;
import reelyard.message.ListJobs;
import reelyard.message.SetFarm;
import reelyard.message.StagingList;
import reelyard.message.SubmitJobs;
import reelyard.message.SubmitOutcome;
import reelyard.message.Submitted;
import reelyard.message.Undone;
import reelyard.message.WorkerView;
import reelyard.model.FarmSettings;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.WorkerSettings;
import reelyard.tls.PinnedTrust;

/** A manager's HTTP interface. Every failure becomes one sentence with its remedy. */
final class ManagerClient {

  /** Jobs in one request: their sources are looked at before the answer comes. */
  static final int MOST_JOBS = 1000;

  /** The manager takes no larger body than 16 MiB. */
  private static final long MOST_CHARACTERS = 4L << 20;

  private static final int UNKNOWN = 401;

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Longer than the manager's own patience with a submission. */
  private static final Duration ANSWER = Duration.ofSeconds(100);

  private static final Duration BACK_UP_ANSWER = Duration.ofMinutes(11);

  private final URI manager;
  private final ManagerAccess access;
  private final HttpClient http;

  private ManagerClient(URI manager, ManagerAccess access) {
    this.manager = manager;
    this.access = access;
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    if (manager.getScheme().equals("http")) {
      // Without it the client reads the machine's whole certificate store, for nothing.
      builder.sslContext(trusting());
    } else if (!access.certificate().isEmpty()) {
      builder.sslContext(trusting(new PinnedTrust(access.fingerprint())));
    }
    this.http = builder.build();
  }

  /** The client of a manager that asks nobody, such as that at {@code http://127.0.0.1:8080}. */
  static ManagerClient of(String url) throws CommandFailure {
    return of(url, ManagerAccess.NONE);
  }

  /** The client of the manager at this address. */
  static ManagerClient of(String url, ManagerAccess access) throws CommandFailure {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme();
      if (scheme.matches("https?") && uri.getHost() != null && uri.getUserInfo() == null) {
        String path = uri.getPath().endsWith("/") ? uri.getPath() : uri.getPath() + "/";
        return new ManagerClient(
            new URI(scheme, null, uri.getHost(), uri.getPort(), path, null, null), access);
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

  /**
   * Tells the outcome of each job as the manager's answers come in.
   *
   * @param key makes a repetition harmless; null for none
   */
  void submit(String key, List<JobSpec> jobs, BiConsumer<JobSpec, SubmitOutcome> outcome)
      throws CommandFailure {
    int from = 0;
    while (from < jobs.size()) {
      List<JobSpec> lot = lot(jobs, from);
      String own = key == null || from == 0 ? key : key + "+" + from;
      List<SubmitOutcome> outcomes =
          ask(post("api/v1/jobs", new SubmitJobs(own, lot)), Submitted.class).outcomes();
      if (outcomes == null || outcomes.size() != lot.size()) {
        throw noManager();
      }
      for (int i = 0; i < lot.size(); i++) {
        outcome.accept(lot.get(i), outcomes.get(i));
      }
      from += lot.size();
    }
  }

  /** As many as fit into one request, at least one. */
  private static List<JobSpec> lot(List<JobSpec> jobs, int from) {
    long characters = 0;
    int to = from;
    while (to < jobs.size()
        && to - from < MOST_JOBS
        && (to == from || characters < MOST_CHARACTERS)) {
      characters += Json.write(jobs.get(to)).length();
      to++;
    }
    return jobs.subList(from, to);
  }

  /** The farm, with at most that many waiting and that many ended jobs. */
  FarmView farm(int limit) throws CommandFailure {
    return ask(get("api/v1/farm", Map.of("limit", limit)), FarmView.class);
  }

  /** A page of jobs. */
  JobPage jobs(ListJobs wanted) throws CommandFailure {
    Map<String, Object> query = new LinkedHashMap<>();
    if (!wanted.states().isEmpty()) {
      query.put("state", wanted.states().stream().map(JobState::name).collect(joining(",")));
    }
    query.put("text", wanted.text());
    query.put("user", wanted.user());
    query.put("pool", wanted.pool());
    query.put("worker", wanted.workerId());
    query.put("archived", wanted.archived());
    query.put("suspended", wanted.suspended());
    query.put("order", wanted.order());
    query.put("cursor", wanted.cursor());
    query.put("limit", wanted.limit());
    return ask(get("api/v1/jobs", query), JobPage.class);
  }

  JobView job(String id) throws CommandFailure {
    return ask(get("api/v1/jobs/" + segment(id), Map.of()), JobView.class);
  }

  /** Why the job does not run. */
  Explanation why(String id) throws CommandFailure {
    return ask(get("api/v1/jobs/" + segment(id) + "/why", Map.of()), Explanation.class);
  }

  /** When the job, or with null all of them, should end. */
  Eta eta(String id) throws CommandFailure {
    String of = id == null ? "" : "jobs/" + segment(id) + "/";
    return ask(get("api/v1/" + of + "eta", Map.of()), Eta.class);
  }

  /** One outcome for each job. */
  List<ChangeOutcome> change(ChangeJobs change) throws CommandFailure {
    List<ChangeOutcome> outcomes =
        ask(post("api/v1/jobs/change", change), ChangedJobs.class).outcomes();
    if (outcomes == null || outcomes.size() != change.jobIds().size()) {
      throw noManager();
    }
    return outcomes;
  }

  History history(GetHistory wanted) throws CommandFailure {
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("worker", wanted.workerId());
    query.put("job", wanted.jobId());
    query.put("from", wanted.fromMillis());
    query.put("cursor", wanted.cursor());
    query.put("limit", wanted.limit());
    return ask(get("api/v1/history", query), History.class);
  }

  /** The workers, and what people set for the whole farm. */
  Workers workers() throws CommandFailure {
    return ask(get("api/v1/workers", Map.of()), Workers.class);
  }

  /** The staging hosts. */
  StagingList stagings() throws CommandFailure {
    return ask(get("api/v1/stagings", Map.of()), StagingList.class);
  }

  void control(ControlWorkers order) throws CommandFailure {
    ask(post("api/v1/workers/control", order), Ack.class);
  }

  void set(String worker, WorkerSettings settings) throws CommandFailure {
    ask(put("api/v1/workers/" + segment(worker), settings), Ack.class);
  }

  void test(String worker) throws CommandFailure {
    ask(post("api/v1/workers/" + segment(worker) + "/test", Map.of()), Ack.class);
  }

  void set(SetFarm settings) throws CommandFailure {
    ask(put("api/v1/farm", settings), Ack.class);
  }

  /** Brings back what the job's result replaced. */
  Undone undo(String job) throws CommandFailure {
    return ask(post("api/v1/jobs/" + segment(job) + "/undo", Map.of()), Undone.class);
  }

  /** What the drop box watches and did. */
  DropBoxView dropBox(int limit) throws CommandFailure {
    return ask(get("api/v1/dropbox", Map.of("limit", limit)), DropBoxView.class);
  }

  BackedUp backUp(BackUp wanted) throws CommandFailure {
    return ask(post("api/v1/backup", wanted), BackedUp.class);
  }

  /** The answer about workers. */
  record Workers(List<WorkerView> workers, FarmSettings settings) {}

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
    WebSocket.Builder socket = http.newWebSocketBuilder().connectTimeout(CONNECT);
    if (!access.token().isEmpty()) {
      socket.header("Authorization", "Bearer " + access.token());
    }
    return socket.buildAsync(stream, listener);
  }

  /** Parameters that are null are left out. */
  private HttpRequest get(String path, Map<String, ?> query) {
    String parameters =
        query.entrySet().stream()
            .filter(each -> each.getValue() != null)
            .map(each -> each.getKey() + "=" + segment(each.getValue().toString()))
            .collect(joining("&"));
    return request(parameters.isEmpty() ? path : path + "?" + parameters).GET().build();
  }

  private HttpRequest post(String path, Object body) {
    return with(body, path).POST(text(body)).build();
  }

  private HttpRequest put(String path, Object body) {
    return with(body, path).PUT(text(body)).build();
  }

  private HttpRequest.Builder with(Object body, String path) {
    HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
    return body instanceof BackUp ? request.timeout(BACK_UP_ANSWER) : request;
  }

  private static HttpRequest.BodyPublisher text(Object body) {
    return HttpRequest.BodyPublishers.ofString(Json.write(body));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(manager.resolve(path))
            .header("Accept", "application/json, application/problem+json")
            .timeout(ANSWER);
    return access.token().isEmpty()
        ? request
        : request.header("Authorization", "Bearer " + access.token());
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
    if (response.statusCode() == UNKNOWN) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "the manager at %s asks who you are: make a token on its machine by `reelyard token add NAME --role ...`, and set REELYARD_TOKEN to it (one that was set has ended, or was removed)"
              .formatted(manager));
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
    if (e instanceof SSLException) {
      return new CommandFailure(
          ExitStatus.FAILED,
          "the certificate of %s is not trusted (%s): set the key managerCertificate to the SHA-256 that the manager's log tells"
              .formatted(manager, e.getMessage()));
    }
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

  private static SSLContext trusting(TrustManager... trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Problem(String title, int status, String detail) {}
}
