package reelyard.web;

import static reelyard.bus.Bus.PATIENCE;
import static reelyard.model.UserRole.ADMIN;
import static reelyard.model.UserRole.OPERATOR;
import static reelyard.model.UserRole.SUBMITTER;
import static reelyard.model.UserRole.VIEWER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reelyard.address.Addresses;
import reelyard.bus.Json;
import reelyard.bus.RefusedException;
import reelyard.message.BackUp;
import reelyard.message.ChangeJobs;
import reelyard.message.ChangeOutcome;
import reelyard.message.ChangedJobs;
import reelyard.message.ControlWorkers;
import reelyard.message.FarmView;
import reelyard.message.GetDropBox;
import reelyard.message.GetEta;
import reelyard.message.GetFarm;
import reelyard.message.GetHistory;
import reelyard.message.GetStagings;
import reelyard.message.JobAction;
import reelyard.message.JobId;
import reelyard.message.JobOrder;
import reelyard.message.ListJobs;
import reelyard.message.SetFarm;
import reelyard.message.SetWorker;
import reelyard.message.SubmitJobs;
import reelyard.message.TestWorker;
import reelyard.message.WorkerView;
import reelyard.model.FarmSettings;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.WorkerSettings;

/** The map of the HTTP interface: every method and path, who may, and the address that answers. */
final class ApiRoutes {

  /** Waiting and ended jobs in one view of the farm. */
  static final int MOST_SHOWN = 1_000;

  private static final long LATEST_MILLIS = 100_000_000_000_000_000L;

  /**
   * Taking in thousands of jobs means looking at thousands of files first. The scheduler waits a
   * minute for that; who gave up before it would not hear that the jobs were taken.
   */
  private static final Duration SUBMIT_PATIENCE = Duration.ofSeconds(90);

  private static final Duration CHANGE_PATIENCE = Duration.ofSeconds(30);
  private static final Duration LIST_PATIENCE = Duration.ofSeconds(15);
  private static final Duration BACK_UP_PATIENCE = Duration.ofMinutes(10);

  /** Whole, since what is left out gets its default. */
  private static final String SETTINGS = Json.write(WorkerSettings.DEFAULT);

  /** What is done with one job, by the last word of the path. */
  private static final Map<String, JobAction> ACTIONS =
      Map.of(
          "suspend", JobAction.SUSPEND,
          "activate", JobAction.ACTIVATE,
          "stop", JobAction.STOP,
          "retry", JobAction.RETRY,
          "archive", JobAction.ARCHIVE,
          "restore", JobAction.RESTORE);

  /** In the order in which they are tried. */
  static final List<ApiRoute<?, ?>> ALL = all();

  private ApiRoutes() {}

  /** Every worker, and what people set for the whole farm. */
  record Workers(List<WorkerView> workers, FarmSettings settings) {}

  private static List<ApiRoute<?, ?>> all() {
    List<ApiRoute<?, ?>> all = new ArrayList<>(jobs());
    all.addAll(farm());
    return List.copyOf(all);
  }

  private static List<ApiRoute<?, ?>> jobs() {
    List<ApiRoute<?, ?>> jobs = new ArrayList<>();
    jobs.add(
        new ApiRoute<>(
            "POST",
            "/api/v1/jobs",
            SUBMITTER,
            Addresses.SUBMIT,
            ApiRoutes::submission,
            SUBMIT_PATIENCE));
    jobs.add(
        new ApiRoute<>(
            "GET", "/api/v1/jobs", VIEWER, Addresses.LIST_JOBS, ApiRoutes::list, LIST_PATIENCE));
    jobs.add(
        new ApiRoute<>(
            "POST",
            "/api/v1/jobs/change",
            SUBMITTER,
            Addresses.CHANGE_JOBS,
            r ->
                r.visitor()
                    .own(
                        r.body(ChangeJobs.class, "{\"jobIds\": [\"…\"], \"action\": \"SUSPEND\"}")),
            CHANGE_PATIENCE));
    jobs.add(
        new ApiRoute<>(
            "GET",
            "/api/v1/jobs/:id",
            VIEWER,
            Addresses.GET_JOB,
            r -> new JobId(r.id()),
            PATIENCE));
    jobs.add(
        new ApiRoute<>(
            "GET",
            "/api/v1/jobs/:id/why",
            VIEWER,
            Addresses.EXPLAIN_JOB,
            r -> new JobId(r.id()),
            LIST_PATIENCE));
    jobs.add(
        new ApiRoute<>(
            "GET",
            "/api/v1/jobs/:id/eta",
            VIEWER,
            Addresses.GET_ETA,
            r -> new GetEta(r.id()),
            LIST_PATIENCE));
    jobs.add(
        new ApiRoute<>(
            "POST",
            "/api/v1/jobs/:id/undo",
            OPERATOR,
            Addresses.UNDO_JOB,
            r -> new JobId(r.id()),
            CHANGE_PATIENCE));
    new TreeMap<>(ACTIONS)
        .forEach((word, action) -> jobs.add(one("POST", "/api/v1/jobs/:id/" + word, action)));
    jobs.add(one("DELETE", "/api/v1/jobs/:id", JobAction.DELETE));
    return jobs;
  }

  private static List<ApiRoute<?, ?>> farm() {
    return List.of(
        new ApiRoute<>(
            "GET",
            "/api/v1/farm",
            VIEWER,
            Addresses.GET_FARM,
            r -> new GetFarm((int) r.number("limit", MOST_SHOWN)),
            LIST_PATIENCE),
        new ApiRoute<>(
            "PUT",
            "/api/v1/farm",
            OPERATOR,
            Addresses.SET_FARM,
            r -> r.body(SetFarm.class, "{\"sort\": \"AGE\"}"),
            PATIENCE),
        new ApiRoute<>(
            "GET", "/api/v1/eta", VIEWER, Addresses.GET_ETA, r -> new GetEta(null), LIST_PATIENCE),
        new ApiRoute<>(
            "GET",
            "/api/v1/history",
            VIEWER,
            Addresses.GET_HISTORY,
            ApiRoutes::history,
            LIST_PATIENCE),
        new ApiRoute<>(
            "GET",
            "/api/v1/workers",
            VIEWER,
            Addresses.GET_FARM,
            r -> new GetFarm(1),
            ApiRoutes::workers,
            PATIENCE),
        new ApiRoute<>(
            "GET",
            "/api/v1/stagings",
            VIEWER,
            Addresses.GET_STAGINGS,
            r -> new GetStagings(),
            PATIENCE),
        new ApiRoute<>(
            "POST",
            "/api/v1/workers/control",
            OPERATOR,
            Addresses.CONTROL_WORKERS,
            r -> r.body(ControlWorkers.class, "{\"workerIds\": [], \"control\": \"PAUSE\"}"),
            PATIENCE),
        new ApiRoute<>(
            "PUT",
            "/api/v1/workers/:id",
            OPERATOR,
            Addresses.SET_WORKER,
            r -> new SetWorker(r.id(), r.body(WorkerSettings.class, SETTINGS)),
            PATIENCE),
        new ApiRoute<>(
            "POST",
            "/api/v1/workers/:id/test",
            OPERATOR,
            Addresses.TEST_WORKER,
            r -> new TestWorker(r.id()),
            PATIENCE),
        new ApiRoute<>(
            "GET",
            "/api/v1/dropbox",
            VIEWER,
            Addresses.DROP_BOX,
            r -> new GetDropBox((int) r.number("limit", GetDropBox.MOST)),
            LIST_PATIENCE),
        new ApiRoute<>(
            "POST",
            "/api/v1/backup",
            ADMIN,
            Addresses.BACK_UP,
            r -> r.body(BackUp.class, "{\"file\": \"/…/copy.db\"}"),
            BACK_UP_PATIENCE));
  }

  private static ApiRoute<ChangeJobs, ChangedJobs> one(
      String method, String path, JobAction action) {
    return new ApiRoute<>(
        method,
        path,
        SUBMITTER,
        Addresses.CHANGE_JOBS,
        r -> r.visitor().own(ChangeJobs.of(action, r.id())),
        ApiRoutes::outcome,
        CHANGE_PATIENCE);
  }

  /** With one job its refusal is that of the whole request. */
  private static ChangeOutcome outcome(ChangedJobs changed) {
    ChangeOutcome outcome = changed.outcomes().get(0);
    if (outcome.refusal() != null) {
      throw new RefusedException(outcome.refusal());
    }
    return outcome;
  }

  private static Workers workers(FarmView farm) {
    return new Workers(farm.workers(), farm.settings());
  }

  private static SubmitJobs submission(ApiRequest r) {
    String example = "{\"jobs\": [{\"input\": …, \"output\": …}]}";
    SubmitJobs jobs =
        r.isList()
            ? SubmitJobs.of(Arrays.asList(r.body(JobSpec[].class, example)))
            : r.body(SubmitJobs.class, example);
    if (r.key() != null && jobs.key() != null && !r.key().equals(jobs.key())) {
      throw ApiRequest.bad("Idempotency-Key: differs from the key in the body: send one of them");
    }
    return r.visitor().own(r.key() == null ? jobs : new SubmitJobs(r.key(), jobs.jobs()));
  }

  private static ListJobs list(ApiRequest r) {
    return new ListJobs(
        r.words("state", JobState.class),
        r.text("text"),
        r.text("user"),
        r.text("pool"),
        r.text("worker"),
        r.flag("archived"),
        r.flag("suspended"),
        r.word("order", JobOrder.class),
        r.text("cursor"),
        (int) r.number("limit", ListJobs.MOST));
  }

  private static GetHistory history(ApiRequest r) {
    return new GetHistory(
        r.text("worker"),
        r.text("job"),
        r.number("from", LATEST_MILLIS),
        r.number("to", LATEST_MILLIS),
        r.text("cursor"),
        (int) r.number("limit", ListJobs.MOST));
  }
}
