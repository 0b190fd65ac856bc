package reelyard.scheduler;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.bus.Bus;
import reelyard.bus.Causes;
import reelyard.bus.Json;
import reelyard.bus.RefusedException;
import reelyard.login.TokenFile;
import reelyard.login.UsersConfig;
import reelyard.message.Ack;
import reelyard.message.AlertList;
import reelyard.message.BackUp;
import reelyard.message.BackedUp;
import reelyard.message.ChangeJobs;
import reelyard.message.GetEta;
import reelyard.message.GetFarm;
import reelyard.message.GetStagings;
import reelyard.message.InspectSources;
import reelyard.message.InspectedSources;
import reelyard.message.JobId;
import reelyard.message.JobPage;
import reelyard.message.ListJobs;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;
import reelyard.message.SourceFinding;
import reelyard.message.StagingList;
import reelyard.message.StagingView;
import reelyard.message.Undone;
import reelyard.message.WorkerQueue;
import reelyard.model.JobSpec;
import reelyard.scheduler.store.JobStore;
import reelyard.scheduler.store.StoreException;
import reelyard.scheduler.store.Stores;

/** The scheduler on the bus: hears events, stores what the core decides, then says it. */
public final class SchedulerVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(SchedulerVerticle.class);
  private static final long RECOVER_MILLIS = 2_000;
  private static final long LONGEST_RECOVER_MILLIS = 30_000;
  private static final long MEASURE_MILLIS = 60_000;
  private static final long CALL_PATIENCE_MILLIS = 1_000;
  private static final Duration INSPECT_PATIENCE = Duration.ofMinutes(1);

  private final Set<String> rivals = new HashSet<>();
  private final FarmClock clock = new FarmClock(System::currentTimeMillis, System::nanoTime);
  private Bus bus;
  private JobStore store;
  private StoredScheduler scheduler;
  private Joining joining;
  private String deposed;

  /** Completes when this manager leads, which may take as long as another does. */
  @Override
  public Future<?> start() {
    SchedulerConfig config =
        Json.decodeStrictly(config().getJsonObject("scheduler"), SchedulerConfig.class);
    String farm = config().getString("farm");
    bus = new Bus(vertx);
    joining = joining(farm);
    return vertx
        .executeBlocking(() -> Stores.open(config.store(), farm), false)
        .compose(opened -> begin(config, opened));
  }

  /** Fails when another manager leads now, so that the process exits as failed. */
  @Override
  public Future<?> stop() {
    Future<?> ended = scheduler == null ? Future.succeededFuture() : future(scheduler.end());
    return ended.compose(
        end -> deposed == null ? Future.succeededFuture() : Future.failedFuture(deposed));
  }

  private Future<?> begin(SchedulerConfig config, JobStore opened) {
    store = opened;
    JobIds ids = new JobIds();
    scheduler =
        new StoredScheduler(
            store,
            epoch -> new Scheduler(config, epoch, ids),
            clock,
            task -> context.runOnContext(nothing -> task.run()),
            new BusVoice(bus));
    return future(scheduler.begin(this::deposed))
        .compose(leads -> alone(config))
        .onSuccess(leads -> serve(config))
        .onFailure(e -> scheduler.end());
  }

  /** Where managers share a database, that alone says who leads. */
  private Future<Void> alone(SchedulerConfig config) {
    return config.store().shared()
        ? Future.succeededFuture()
        : bus.refuseToBeSecond("scheduler", Addresses.GET_FARM, new GetFarm(1))
            .onSuccess(alone -> watchForRivals());
  }

  /** After a split two schedulers may find themselves in one farm; people must end one. */
  private void watchForRivals() {
    bus.hear(
        Addresses.WORKERS,
        event -> {
          if (!scheduler.isEpoch(event.epoch()) && rivals.add(event.epoch())) {
            log.error(
                "another scheduler is at work in this farm and both answer by turns: stop one of"
                    + " the two managers");
          }
        });
  }

  /** Another manager leads now; this process ends, and may be started again to stand by. */
  private void deposed(String why) {
    if (deposed == null) {
      deposed = why;
      log.error("this manager no longer leads and ends: {}", why);
      vertx.undeploy(deploymentID());
    }
  }

  private void serve(SchedulerConfig config) {
    Routing routing = new Routing(this::stagings, this::inspect);
    WorkerPort workers = new BusWorkers(bus);
    PresetDesk presets =
        new PresetDesk(scheduler, store, new BuiltInShelf(scheduler, workers), this::runBlocking);
    Intake intake =
        new Intake(config, scheduler, store, presets::fill, routing::inspect, this::runBlocking);
    look(Addresses.SUBMIT, intake::submit);
    look(Addresses.LIST_PRESETS, asked -> presets.list());
    look(Addresses.GET_PRESET, presets::get);
    look(Addresses.PUT_PRESET, presets::put);
    look(Addresses.IMPORT_PRESETS, presets::take);
    look(Addresses.DROP_PRESET, presets::drop);
    PulseDesk pulse = new PulseDesk(store, clock::now);
    serveWatchers(new LogDesk(scheduler, store, workers), pulse);
    Undoing undoing = new Undoing(scheduler, this::undo);
    bus.answer(Addresses.UNDO_JOB, message -> future(undoing.undo(message)));
    answer(Addresses.CHANGE_JOBS, SchedulerVerticle::jobIds, (core, m, now) -> core.on(m, now));
    answer(Addresses.GET_JOB, m -> List.of(m.jobId()), (core, m, now) -> core.on(m));
    answer(Addresses.GET_JOB_DETAILS, m -> List.of(m.jobId()), Scheduler::details);
    answer(Addresses.EXPLAIN_JOB, m -> List.of(m.jobId()), Scheduler::explain);
    answer(Addresses.GET_ETA, SchedulerVerticle::jobIds, (core, m, now) -> core.on(m, now));
    answer(Addresses.GET_FARM, (core, m, now) -> core.on(m));
    answer(Addresses.CONTROL_WORKERS, (core, m, now) -> core.on(m, now));
    answer(Addresses.SET_WORKER, (core, m, now) -> core.on(m, now));
    answer(Addresses.TEST_WORKER, (core, m, now) -> core.on(m, now));
    answer(Addresses.SET_FARM, (core, m, now) -> core.on(m, now));
    bus.answer(Addresses.REGISTER, this::register);
    answer(Addresses.GET_QUEUE, (core, m, now) -> core.on(m, now));
    answer(Addresses.LOSE_QUEUE, (core, m, now) -> core.on(m, now));
    answer(Addresses.START_JOB, (core, m, now) -> core.on(m, now));
    answer(Addresses.HEARTBEAT, (core, m, now) -> core.on(m, now));
    answer(Addresses.WORKER_TESTED, (core, m, now) -> core.on(m, now));
    answer(
        Addresses.ATTEMPT_FAILED,
        m -> List.of(m.attempt().jobId()),
        (core, m, now) -> core.on(m, now));
    answer(
        Addresses.GET_ATTEMPT,
        m -> List.of(m.attempt().jobId()),
        (core, m, now) -> core.on(m, now));
    answer(
        Addresses.RESULT_COMMITTED,
        m -> List.of(m.attempt().jobId()),
        (core, m, now) -> core.on(m, now));
    answer(Addresses.GET_STAGINGS, (core, m, now) -> core.on(m));
    answer(Addresses.GET_ALERTS, (core, m, now) -> core.on(m, now));
    answer(Addresses.ALERT_TOLD, (core, m, now) -> core.on(m));
    bus.answer(Addresses.LIST_JOBS, this::list);
    look(Addresses.GET_HISTORY, store::history);
    bus.answer(Addresses.BACK_UP, this::backUp);
    bus.hear(
        Addresses.REPORT,
        report -> {
          quietly((core, now) -> core.on(report, now));
          pulse.on(report);
        });
    bus.hear(Addresses.STAGING_STATUS, m -> quietly((core, now) -> core.on(m, now)));
    bus.say(Addresses.STAGING_CALL, new Ack());
    vertx.setPeriodic(Watch.TICK_MILLIS, timer -> tick());
    recoverLater(RECOVER_MILLIS);
    vertx.setPeriodic(0, MEASURE_MILLIS, timer -> measure());
  }

  private void serveWatchers(LogDesk logs, PulseDesk pulse) {
    look(Addresses.READ_LOG, logs::log);
    look(Addresses.GET_COMMAND, logs::command);
    look(Addresses.GET_STATISTICS, store::statistics);
    look(
        Addresses.LIST_ALERTS,
        asked -> store.alerts(asked.limit()).thenApply(AlertList::withoutAddresses));
    bus.hear(Addresses.JOBS, pulse::on);
    look(Addresses.GET_THROUGHPUT, asked -> pulse.throughput());
  }

  /** Answers with what a desk or the store tells. */
  private <Q, A> void look(Request<Q, A> request, Function<Q, CompletionStage<A>> desk) {
    bus.answer(request, question -> read(desk.apply(question)));
  }

  /** A core's method for one type of message. */
  private interface Step<Q, A> {
    Decision<A> decide(Scheduler core, Q message, long now);
  }

  private <Q, A> void answer(Request<Q, A> request, Step<Q, A> step) {
    answer(request, message -> List.of(), step);
  }

  private <Q, A> void answer(
      Request<Q, A> request, Function<Q, Collection<String>> jobIds, Step<Q, A> step) {
    bus.answer(
        request,
        message ->
            future(
                scheduler.tell(
                    jobIds.apply(message), (core, now) -> step.decide(core, message, now))));
  }

  /** Where others can reach the bus, a worker proves that it belongs to the farm. */
  private Future<WorkerQueue> register(RegisterWorker message) {
    Future<Optional<Refusal>> asked =
        joining == null
            ? Future.succeededFuture(Optional.empty())
            : vertx.executeBlocking(() -> joining.refuse(message), false);
    return asked.compose(
        refusal ->
            refusal.isPresent()
                ? Future.failedFuture(new RefusedException(refusal.get()))
                : future(scheduler.tell(List.of(), (core, now) -> core.on(message, now))));
  }

  private Joining joining(String farm) {
    String host = config().getJsonObject("cluster", new JsonObject()).getString("host", "127.");
    boolean alone = host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    if (!vertx.isClustered() || alone) {
      return null;
    }
    UsersConfig users = Json.decodeStrictly(config().getJsonObject("users"), UsersConfig.class);
    return new Joining(new TokenFile(users.tokens(farm)), System::currentTimeMillis);
  }

  private <A> void quietly(StoredScheduler.Step<A> step) {
    if (scheduler.works()) {
      scheduler.tell(List.of(), step);
    }
  }

  private void tick() {
    quietly((core, now) -> core.tick(clock.follow()));
  }

  /** Ever more slowly while it fails again and again: each time all is read. */
  private void recoverLater(long pauseMillis) {
    vertx.setTimer(
        pauseMillis,
        timer -> {
          if (deposed != null) {
            return;
          }
          if (scheduler.works()) {
            recoverLater(Math.max(RECOVER_MILLIS, pauseMillis - RECOVER_MILLIS));
          } else {
            long longer = Math.min(2 * pauseMillis, LONGEST_RECOVER_MILLIS);
            future(scheduler.recover()).onComplete(done -> recoverLater(longer));
          }
        });
  }

  private void measure() {
    future(store.freeBytes())
        .onSuccess(
            free -> {
              if (free >= 0) {
                quietly((core, now) -> core.storeHas(free, now));
              }
            });
  }

  private Future<JobPage> list(ListJobs query) {
    return read(store.list(query))
        .compose(page -> future(scheduler.tell(List.of(), (core, now) -> core.refresh(page))));
  }

  private static Collection<String> jobIds(ChangeJobs message) {
    return message.jobIds();
  }

  private static Collection<String> jobIds(GetEta message) {
    return message.jobId() == null ? List.of() : List.of(message.jobId());
  }

  private Future<BackedUp> backUp(BackUp message) {
    Path file;
    try {
      file = Path.of(message.file());
    } catch (InvalidPathException e) {
      file = Path.of("");
    }
    if (!file.isAbsolute()) {
      return Future.failedFuture(
          new RefusedException(
              Refusal.badMessage("file must be an absolute path on the manager's machine")));
    }
    return future(store.backUp(file))
        .recover(e -> refused(e, Refusal.CONFLICT))
        .map(bytes -> new BackedUp(message.file(), bytes));
  }

  private <T> Future<T> read(CompletionStage<T> answer) {
    return future(answer).recover(e -> refused(e, Refusal.UNAVAILABLE));
  }

  /** What the store says of a broken cursor, a file that exists or a database that is away. */
  private static <T> Future<T> refused(Throwable e, int code) {
    Throwable cause = Causes.of(e);
    if (cause instanceof IllegalArgumentException) {
      cause = new RefusedException(Refusal.badMessage(cause.getMessage()));
    } else if (cause instanceof StoreException) {
      cause = new RefusedException(new Refusal(code, cause.getMessage()));
    }
    return Future.failedFuture(cause);
  }

  /** Right after this scheduler began, none may have spoken yet: then they are called once. */
  private CompletionStage<StagingList> stagings() {
    return known()
        .compose(
            list -> {
              if (list.stagings().stream().anyMatch(StagingView::here)) {
                return Future.succeededFuture(list);
              }
              bus.say(Addresses.STAGING_CALL, new Ack());
              return vertx
                  .timer(CALL_PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                  .compose(later -> known());
            })
        .toCompletionStage();
  }

  private Future<StagingList> known() {
    return future(scheduler.tell(List.of(), (core, now) -> core.on(new GetStagings())));
  }

  private CompletionStage<List<SourceFinding>> inspect(String staging, List<JobSpec> specs) {
    return bus.ask(Addresses.inspect(staging), new InspectSources(specs), INSPECT_PATIENCE)
        .map(InspectedSources::findings)
        .recover(
            e ->
                Future.failedFuture(
                    e instanceof ReplyException
                        ? new RefusedException(
                            new Refusal(Refusal.UNAVAILABLE, unavailable(staging, e)))
                        : e))
        .toCompletionStage();
  }

  private static String unavailable(String staging, Throwable e) {
    return Bus.isNobody(e)
        ? "staging %s went away just now: start it, then submit again".formatted(staging)
        : "staging %s did not look at the files within %d s: submit fewer at once, or check its disks"
            .formatted(staging, INSPECT_PATIENCE.toSeconds());
  }

  private CompletionStage<Undone> undo(String staging, JobId job) {
    return bus.ask(Addresses.undo(staging), job)
        .recover(
            e ->
                Future.failedFuture(
                    e instanceof ReplyException
                        ? new RefusedException(
                            new Refusal(
                                Refusal.UNAVAILABLE,
                                "staging %s, which may keep the original, does not answer: start it, and try again"
                                    .formatted(staging)))
                        : e))
        .toCompletionStage();
  }

  private void runBlocking(Runnable task) {
    vertx.executeBlocking(
        () -> {
          task.run();
          return null;
        },
        false);
  }

  private <T> Future<T> future(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, context);
  }

  private record BusWorkers(Bus bus) implements WorkerPort {

    @Override
    public <Q, A> CompletionStage<A> ask(String workerId, Request<Q, A> request, Q question) {
      return bus.ask(request, question)
          .recover(
              e ->
                  Future.failedFuture(
                      e instanceof ReplyException
                          ? new RefusedException(
                              new Refusal(
                                  Refusal.UNAVAILABLE,
                                  "worker %s, which keeps this, does not answer: start it, and try again"
                                      .formatted(workerId)))
                          : e))
          .toCompletionStage();
    }
  }

  private record BusVoice(Bus bus) implements StoredScheduler.Voice {

    @Override
    public <M> void say(Decision.Said<M> said) {
      bus.say(said.address(), said.message());
    }

    @Override
    public <Q> void order(Decision.Order<Q> order) {
      bus.ask(order.request(), order.message())
          .onFailure(
              e ->
                  log.info(
                      "{} was not heard; the worker's next report will tell it",
                      order.request().name()));
    }
  }
}
