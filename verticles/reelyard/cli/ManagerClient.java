package reelyard.cli;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
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

/** What is asked of a manager about jobs, workers and the farm. */
final class ManagerClient {

  /** Jobs in one request: their sources are looked at before the answer comes. */
  static final int MOST_JOBS = 1000;

  /** The manager takes no larger body than 16 MiB. */
  private static final long MOST_CHARACTERS = 4L << 20;

  private static final Duration BACK_UP_ANSWER = Duration.ofMinutes(11);

  private final ManagerLink link;

  ManagerClient(ManagerLink link) {
    this.link = link;
  }

  /** The client of a manager that asks nobody, such as that at {@code http://127.0.0.1:8080}. */
  static ManagerClient of(String url) throws CommandFailure {
    return of(url, ManagerAccess.NONE);
  }

  /** The client of the manager at this address. */
  static ManagerClient of(String url, ManagerAccess access) throws CommandFailure {
    return new ManagerClient(ManagerLink.to(url, access));
  }

  /** The manager's address, which is also that of its page. */
  URI address() {
    return link.address();
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
      List<SubmitOutcome> outcomes = submit(new SubmitJobs(own, lot)).outcomes();
      if (outcomes == null || outcomes.size() != lot.size()) {
        throw link.noManager();
      }
      for (int i = 0; i < lot.size(); i++) {
        outcome.accept(lot.get(i), outcomes.get(i));
      }
      from += lot.size();
    }
  }

  /** Only with a key can it be said twice. */
  private Submitted submit(SubmitJobs lot) throws CommandFailure {
    return lot.key() == null
        ? link.post("api/v1/jobs", lot, Submitted.class)
        : link.postUntilTaken("api/v1/jobs", lot, Submitted.class);
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
    return link.get("api/v1/farm", Map.of("limit", limit), FarmView.class);
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
    return link.get("api/v1/jobs", query, JobPage.class);
  }

  JobView job(String id) throws CommandFailure {
    return link.get("api/v1/jobs/" + ManagerLink.segment(id), Map.of(), JobView.class);
  }

  /** The job, unless it was deleted. */
  Optional<JobView> find(String id) throws CommandFailure {
    return link.find("api/v1/jobs/" + ManagerLink.segment(id), JobView.class);
  }

  /** Why the job does not run. */
  Explanation why(String id) throws CommandFailure {
    return link.get("api/v1/jobs/" + ManagerLink.segment(id) + "/why", Map.of(), Explanation.class);
  }

  /** When the job, or with null all of them, should end. */
  Eta eta(String id) throws CommandFailure {
    String of = id == null ? "" : "jobs/" + ManagerLink.segment(id) + "/";
    return link.get("api/v1/" + of + "eta", Map.of(), Eta.class);
  }

  /** One outcome for each job. */
  List<ChangeOutcome> change(ChangeJobs change) throws CommandFailure {
    List<ChangeOutcome> outcomes =
        link.post("api/v1/jobs/change", change, ChangedJobs.class).outcomes();
    if (outcomes == null || outcomes.size() != change.jobIds().size()) {
      throw link.noManager();
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
    return link.get("api/v1/history", query, History.class);
  }

  /** The workers, and what people set for the whole farm. */
  Workers workers() throws CommandFailure {
    return link.get("api/v1/workers", Map.of(), Workers.class);
  }

  /** The staging hosts. */
  StagingList stagings() throws CommandFailure {
    return link.get("api/v1/stagings", Map.of(), StagingList.class);
  }

  void control(ControlWorkers order) throws CommandFailure {
    link.post("api/v1/workers/control", order, Ack.class);
  }

  void set(String worker, WorkerSettings settings) throws CommandFailure {
    link.put("api/v1/workers/" + ManagerLink.segment(worker), settings, Ack.class);
  }

  void test(String worker) throws CommandFailure {
    link.post("api/v1/workers/" + ManagerLink.segment(worker) + "/test", Map.of(), Ack.class);
  }

  void set(SetFarm settings) throws CommandFailure {
    link.put("api/v1/farm", settings, Ack.class);
  }

  /** Brings back what the job's result replaced. */
  Undone undo(String job) throws CommandFailure {
    return link.post("api/v1/jobs/" + ManagerLink.segment(job) + "/undo", Map.of(), Undone.class);
  }

  /** What the drop box watches and did. */
  DropBoxView dropBox(int limit) throws CommandFailure {
    return link.get("api/v1/dropbox", Map.of("limit", limit), DropBoxView.class);
  }

  BackedUp backUp(BackUp wanted) throws CommandFailure {
    return link.post("api/v1/backup", wanted, BackedUp.class, BACK_UP_ANSWER);
  }

  /** The answer about workers. */
  record Workers(List<WorkerView> workers, FarmSettings settings) {}

  /** Opens the event stream, as {@link ManagerLink#events} does. */
  CompletableFuture<WebSocket> events(WebSocket.Listener listener) {
    return link.events(listener);
  }
}
