package reelyard.worker;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Address;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.bus.MissingOnMachineException;
import reelyard.model.Capabilities;
import reelyard.process.Daemons;

/** Takes jobs from the scheduler: fetches, transcodes and returns them, three lanes at once. */
public final class WorkerVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(WorkerVerticle.class);

  private static final Duration SWEEP = Duration.ofHours(1);

  private final String incarnation = UUID.randomUUID().toString();
  private WorkerConfig config;
  private Bus bus;
  private HostDefaults host;
  private Scratch scratch;
  private Workshop workshop;
  private Membership membership;
  private Examination examination;
  private String resigned;

  @Override
  public Future<?> start() {
    config = Json.decodeStrictly(config().getJsonObject("worker"), WorkerConfig.class);
    bus = new Bus(vertx);
    return vertx
        .executeBlocking(this::prepare, false)
        .compose(logs -> survey().compose(found -> open(logs, found)))
        .recover(e -> closeScratch().transform(closed -> Future.failedFuture(e)));
  }

  /**
   * Attempts end, HandBrakeCLI and partial files with them; their jobs go elsewhere. Good results
   * stay for the next start. Fails at last when nobody asked this worker to leave, so that its
   * process exits as failed.
   */
  @Override
  public Future<?> stop() {
    String reason = "the worker stops";
    Future<?> told = future(membership.giveBack(reason)).otherwiseEmpty();
    Future<?> ended = future(workshop.stopAll(reason));
    Future<?> examined = future(examination.close());
    return Future.join(told, ended, examined)
        .eventually(this::closeScratch)
        .onSuccess(all -> log.info("worker {} is gone", workerId()))
        .compose(
            all -> resigned == null ? Future.succeededFuture() : Future.failedFuture(resigned));
  }

  /** The log folder. */
  private Path prepare() throws IOException {
    host = HostDefaults.ofThisHost();
    warnOfLocale();
    Path logs = host.logs(config);
    try {
      Files.createDirectories(logs);
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be made for HandBrake's logs (%s): set worker.logs to another folder"
              .formatted(logs, Failures.words(e)),
          e);
    }
    scratch = Scratch.open(host.scratch(config), workerId());
    return logs;
  }

  private void warnOfLocale() {
    String names = System.getProperty("sun.jnu.encoding");
    if (!"UTF-8".equalsIgnoreCase(names)) {
      log.warn(
          "worker {} runs in a locale for {}: jobs whose file names have other letters fail;"
              + " start it with LC_ALL=C.UTF-8",
          workerId(),
          names);
    }
  }

  private Future<Survey> survey() {
    return future(HandBrakeCli.survey(config)).recover(WorkerVerticle::missing);
  }

  private static <T> Future<T> missing(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return Future.failedFuture(new MissingOnMachineException(cause.getMessage()));
  }

  private Future<?> open(Path logs, Survey found) {
    Equipment equipment =
        new Equipment(
            workerId(),
            incarnation,
            config,
            scratch,
            logs,
            new BusFarm(bus),
            (delay, action) -> vertx.setTimer(delay.toMillis(), id -> action.run()),
            InstantSource.system(),
            task -> context.runOnContext(nothing -> task.run()),
            Daemons.FILES);
    Capabilities quick = found.with(List.of(), equipment.clock().millis());
    SchedulerClock schedulerClock = new SchedulerClock(System::nanoTime, equipment.clock());
    FreeSpace free = new FreeSpace(scratch, equipment.blocking());
    workshop = new Workshop(equipment, why -> membership.doubt(why));
    membership =
        new Membership(
            host.introduce(config, incarnation, quick),
            equipment,
            workshop,
            schedulerClock,
            free::bytes,
            this::fitness,
            this::resign);
    examination =
        new Examination(
            equipment,
            quick,
            () -> survey().toCompletionStage(),
            () -> writable().toCompletionStage(),
            encoder -> new TinyEncode(equipment, encoder),
            workshop::transcodes,
            membership::capabilities);
    Runnable selfTest = () -> examination.selfTest().ifPresent(membership::tells);
    show(new Library(equipment));
    obey(new Commands(equipment, schedulerClock, workshop, selfTest, this::finish, this::leave));
    workshop.takeUp(scratch.results());
    vertx.setPeriodic(SWEEP.toMillis(), id -> sweep());
    return future(membership.join())
        .onSuccess(
            joined -> {
              if (!found.hardware().isEmpty()) {
                future(examination.prove(found)).onSuccess(membership::capabilities);
              }
            });
  }

  private void sweep() {
    vertx
        .executeBlocking(
            () -> {
              scratch.sweep();
              return null;
            },
            false)
        .onFailure(e -> log.warn("{} cannot be swept: {}", scratch, e.getMessage()));
  }

  private void obey(Commands commands) {
    bus.hear(Addresses.queueChanged(workerId()), message -> membership.queueChanged());
    answer(Addresses.stopAttempt(workerId()), commands::stop);
    answer(Addresses.pauseAttempt(workerId()), commands::pause);
    answer(Addresses.selfTest(workerId()), commands::selfTest);
    answer(Addresses.shutdown(workerId()), commands::shutdown);
    answer(Addresses.reportNow(workerId()), message -> membership.heartbeat());
  }

  private void show(Library library) {
    bus.answer(Addresses.readLog(workerId()), m -> future(library.log(m, workshop)));
    bus.answer(Addresses.readPresets(workerId()), m -> future(library.presets()));
    bus.answer(Addresses.readPreset(workerId()), m -> future(library.preset(m)));
  }

  private <Q, A> void answer(Request<Q, A> request, Function<Q, A> answerer) {
    bus.answer(request, question -> Future.succeededFuture(answerer.apply(question)));
  }

  private void finish() {
    membership.finish("leaves when it has finished");
    future(workshop.finish()).onSuccess(finished -> leave());
  }

  private void resign(String why) {
    log.error("worker {} ends: {}", workerId(), why);
    resigned = why;
    leave();
  }

  /** Later, so that an answer goes out before. */
  private void leave() {
    context.runOnContext(
        nothing ->
            vertx
                .undeploy(deploymentID())
                .onFailure(e -> log.debug("worker {} is gone already", workerId(), e)));
  }

  private CompletionStage<Void> fitness() {
    return survey().compose(found -> writable()).toCompletionStage();
  }

  private Future<Void> writable() {
    return vertx.executeBlocking(
        () -> {
          scratch.probe();
          return null;
        },
        false);
  }

  private Future<Void> closeScratch() {
    return scratch == null
        ? Future.succeededFuture()
        : vertx.executeBlocking(
            () -> {
              scratch.close();
              return null;
            },
            false);
  }

  private String workerId() {
    return host.workerId(config);
  }

  private <T> Future<T> future(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, context);
  }

  private record BusFarm(Bus bus) implements Farm {

    @Override
    public <Q, A> CompletionStage<A> ask(Request<Q, A> request, Q question, Duration patience) {
      return bus.ask(request, question, patience).toCompletionStage();
    }

    @Override
    public <M> void say(Address<M> address, M message) {
      bus.say(address, message);
    }
  }
}
