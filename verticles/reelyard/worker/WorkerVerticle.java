package reelyard.worker;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Address;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.bus.MissingOnMachineException;
import reelyard.bus.RefusedException;
import reelyard.message.Ack;
import reelyard.message.Refusal;
import reelyard.message.Shutdown;
import reelyard.message.StopAttempt;
import reelyard.model.WorkerInfo;

/** Takes jobs from the scheduler: fetches, transcodes and returns them, three lanes at once. */
public final class WorkerVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(WorkerVerticle.class);

  private final String incarnation = UUID.randomUUID().toString();
  private WorkerConfig config;
  private Bus bus;
  private HostDefaults host;
  private Scratch scratch;
  private Workshop workshop;
  private Membership membership;
  private String resigned;

  @Override
  public Future<?> start() {
    config = Json.decodeStrictly(config().getJsonObject("worker"), WorkerConfig.class);
    bus = new Bus(vertx);
    return vertx
        .executeBlocking(this::prepare, false)
        .compose(logs -> programs().compose(version -> open(logs, version)))
        .recover(e -> closeScratch().transform(closed -> Future.failedFuture(e)));
  }

  /**
   * Attempts end, HandBrakeCLI and partial files with them; their jobs go elsewhere. Fails at last
   * when nobody asked this worker to leave, so that its process exits as failed.
   */
  @Override
  public Future<?> stop() {
    String reason = "the worker stops";
    Future<?> told = future(membership.giveBack(reason)).otherwiseEmpty();
    Future<?> ended = future(workshop.stopAll(reason));
    return Future.join(told, ended)
        .eventually(this::closeScratch)
        .onSuccess(both -> log.info("worker {} is gone", workerId()))
        .compose(
            both -> resigned == null ? Future.succeededFuture() : Future.failedFuture(resigned));
  }

  /** The log folder. */
  private Path prepare() throws IOException {
    host = new HostDefaults(hostName(), Path.of(System.getProperty("user.home")), System.getenv());
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

  private Future<String> programs() {
    return future(HandBrakeCli.version(config)).recover(WorkerVerticle::missing);
  }

  private static Future<String> missing(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return Future.failedFuture(new MissingOnMachineException(cause.getMessage()));
  }

  private Future<?> open(Path logs, String version) {
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
    WorkerInfo info =
        new WorkerInfo(
            workerId(),
            incarnation,
            host.hostName(),
            version,
            Runtime.getRuntime().availableProcessors(),
            config.lanes());
    workshop = new Workshop(equipment, why -> membership.doubt(why));
    membership = new Membership(info, equipment, workshop, this::fitness, this::resign);
    bus.hear(Addresses.queueChanged(workerId()), message -> membership.queueChanged());
    bus.answer(Addresses.stopAttempt(workerId()), this::stopAttempt);
    bus.answer(Addresses.shutdown(workerId()), this::shutdown);
    bus.answer(
        Addresses.reportNow(workerId()), message -> Future.succeededFuture(membership.heartbeat()));
    return future(membership.join());
  }

  private Future<Ack> stopAttempt(StopAttempt message) {
    workshop.stop(message.attempt(), message.reason());
    return Future.succeededFuture(new Ack());
  }

  private Future<Ack> shutdown(Shutdown message) {
    if (!incarnation.equals(message.incarnation())) {
      return Future.failedFuture(
          new RefusedException(
              Refusal.conflict("worker " + workerId() + " has been started anew since")));
    }
    if (message.finish()) {
      membership.finish("leaves when it has finished");
      future(workshop.finish()).onSuccess(finished -> leave());
    } else {
      leave();
    }
    return Future.succeededFuture(new Ack());
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
    return programs()
        .compose(
            version ->
                vertx.<Void>executeBlocking(
                    () -> {
                      scratch.probe();
                      return null;
                    },
                    false))
        .toCompletionStage();
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

  private static String hostName() throws IOException {
    Path kernel = Path.of("/proc/sys/kernel/hostname");
    return Files.isReadable(kernel)
        ? Files.readString(kernel).strip()
        : InetAddress.getLocalHost().getHostName();
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
