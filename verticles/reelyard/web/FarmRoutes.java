package reelyard.web;

import static reelyard.model.UserRole.ADMIN;
import static reelyard.model.UserRole.OPERATOR;
import static reelyard.model.UserRole.VIEWER;
import static reelyard.web.ApiParameter.number;
import static reelyard.web.ApiParameter.text;
import static reelyard.web.ApiRoutes.LIST_PATIENCE;

import java.time.Duration;
import java.util.List;
import reelyard.address.Addresses;
import reelyard.bus.Json;
import reelyard.bus.RefusedException;
import reelyard.message.BackUp;
import reelyard.message.ControlWorkers;
import reelyard.message.FarmView;
import reelyard.message.GetDropBox;
import reelyard.message.GetEta;
import reelyard.message.GetFarm;
import reelyard.message.GetHistory;
import reelyard.message.GetStagings;
import reelyard.message.ListJobs;
import reelyard.message.Refusal;
import reelyard.message.SetFarm;
import reelyard.message.SetWorker;
import reelyard.message.TestWorker;
import reelyard.message.WorkerView;
import reelyard.model.FarmSettings;
import reelyard.model.WorkerSettings;

/** The map of what is asked about the farm, its workers and its past over HTTP. */
final class FarmRoutes {

  /** Waiting and ended jobs in one view of the farm. */
  static final int MOST_SHOWN = 1_000;

  private static final long LATEST_MILLIS = 100_000_000_000_000_000L;
  private static final Duration BACK_UP_PATIENCE = Duration.ofMinutes(10);
  private static final String UNKNOWN = "There is no such worker.";

  /** Whole, since what is left out gets its default. */
  private static final String SETTINGS = Json.write(WorkerSettings.DEFAULT);

  static final List<ApiRoute<?, ?>> ALL =
      List.of(
          ApiPlace.of("GET /api/v1/farm", VIEWER, "Shows the farm: jobs, workers and numbers")
              .with(number("limit", MOST_SHOWN, "waiting jobs, and ended ones; 200 when 0"))
              .asks(Addresses.GET_FARM, r -> new GetFarm((int) r.number("limit", MOST_SHOWN)))
              .within(LIST_PATIENCE),
          ApiPlace.of("PUT /api/v1/farm", OPERATOR, "Sets how the farm sorts what waits")
              .body(SetFarm.class)
              .asks(Addresses.SET_FARM, r -> r.body(SetFarm.class, "{\"sort\": \"AGE\"}")),
          ApiPlace.of("GET /api/v1/eta", VIEWER, "Tells when all jobs should have ended")
              .asks(Addresses.GET_ETA, r -> new GetEta(null))
              .within(LIST_PATIENCE),
          ApiPlace.of("GET /api/v1/history", VIEWER, "Lists what workers did, page by page")
              .with(
                  text("worker", "only this worker's attempts"),
                  text("job", "only this job's"),
                  number("from", LATEST_MILLIS, "milliseconds since 1970"),
                  number("to", LATEST_MILLIS, "milliseconds since 1970; 0 is now"),
                  text("cursor", "next of the page before"),
                  number("limit", ListJobs.MOST, "how many at most; 100 when 0"))
              .asks(Addresses.GET_HISTORY, FarmRoutes::history)
              .within(LIST_PATIENCE),
          ApiPlace.of("GET /api/v1/workers", VIEWER, "Lists the workers, with the farm's settings")
              .asks(Addresses.GET_FARM, r -> new GetFarm(1))
              .shows(Workers.class, farm -> new Workers(farm.workers(), farm.settings())),
          ApiPlace.of("GET /api/v1/workers/:id", VIEWER, "Tells of one worker")
              .refuses(404, UNKNOWN)
              .asks(Addresses.GET_FARM, r -> new GetFarm(1))
              .shows(WorkerView.class, FarmRoutes::worker),
          ApiPlace.of("GET /api/v1/stagings", VIEWER, "Lists the staging hosts and their room")
              .asks(Addresses.GET_STAGINGS, r -> new GetStagings()),
          ApiPlace.of(
                  "POST /api/v1/workers/control",
                  OPERATOR,
                  "Pauses, drains, resumes or retires workers, or the whole farm")
              .body(ControlWorkers.class)
              .refuses(404, UNKNOWN)
              .asks(
                  Addresses.CONTROL_WORKERS,
                  r -> r.body(ControlWorkers.class, "{\"workerIds\": [], \"control\": \"PAUSE\"}")),
          ApiPlace.of(
                  "PUT /api/v1/workers/:id", OPERATOR, "Sets a worker's week schedule and share")
              .body(WorkerSettings.class)
              .refuses(404, UNKNOWN)
              .asks(
                  Addresses.SET_WORKER,
                  r -> new SetWorker(r.id(), r.body(WorkerSettings.class, SETTINGS))),
          ApiPlace.of("POST /api/v1/workers/:id/test", OPERATOR, "Lets a worker prove itself")
              .refuses(404, UNKNOWN)
              .asks(Addresses.TEST_WORKER, r -> new TestWorker(r.id())),
          ApiPlace.of("GET /api/v1/dropbox", VIEWER, "Shows the watched folders and the last films")
              .refuses(404, "No folder is watched.")
              .with(number("limit", GetDropBox.MOST, "films; 100 when 0"))
              .asks(
                  Addresses.DROP_BOX, r -> new GetDropBox((int) r.number("limit", GetDropBox.MOST)))
              .within(LIST_PATIENCE),
          ApiPlace.of(
                  "POST /api/v1/backup", ADMIN, "Copies the store into a new file, consistently")
              .body(BackUp.class)
              .refuses(409, "The file exists.")
              .asks(Addresses.BACK_UP, r -> r.body(BackUp.class, "{\"file\": \"/…/copy.db\"}"))
              .within(BACK_UP_PATIENCE));

  private FarmRoutes() {}

  /** Every worker, and what people set for the whole farm. */
  record Workers(List<WorkerView> workers, FarmSettings settings) {}

  private static WorkerView worker(ApiRequest r, FarmView farm) {
    return farm.workers().stream()
        .filter(view -> view.worker().id().equals(r.id()))
        .findFirst()
        .orElseThrow(() -> new RefusedException(Refusal.notFound("there is no worker " + r.id())));
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
