package reelyard.staging;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Address;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.bus.Bus;
import reelyard.bus.Insistence;
import reelyard.bus.Json;
import reelyard.message.BlockHashes;
import reelyard.message.GetHashes;
import reelyard.message.InspectSources;

/** Hands out sources and takes back results over FTP, to live attempts only. */
public final class StagingVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(StagingVerticle.class);

  private static final int THREADS = 8;
  private static final Duration SLOWEST_FSYNC = Duration.ofMinutes(30);

  private static final Duration HANDOVER = Duration.ofMinutes(1);

  private static final Duration REPORT = Duration.ofSeconds(5);
  private static final Duration DOOR_ROUND = Duration.ofSeconds(30);

  private final Duration doorRound;
  private Bus bus;
  private WorkerExecutor disk;
  private WorkerExecutor committing;
  private WorkerExecutor readingAgain;
  private Doors doors;
  private FileServer server;

  public StagingVerticle() {
    this(DOOR_ROUND);
  }

  StagingVerticle(Duration doorRound) {
    this.doorRound = doorRound;
  }

  @Override
  public Future<?> start() {
    StagingConfig config =
        Json.decodeStrictly(config().getJsonObject("staging"), StagingConfig.class);
    bus = new Bus(vertx);
    disk = threads("reelyard-staging");
    committing = threads("reelyard-staging-commit");
    readingAgain = threads("reelyard-staging-hash");
    Roots roots = new Roots(config.roots());
    Sources sources = new Sources(roots);
    Targets targets = new Targets(roots);
    Inspection inspection = new Inspection(config.name(), sources, targets);
    doors = new Doors(sources, targets, new Placement(), Disks.real(), System::currentTimeMillis);
    return bus.succeed(
            "staging",
            Addresses.inspect(config.name()),
            new InspectSources(List.of()),
            isSuccessor() ? HANDOVER : Duration.ZERO)
        .compose(alone -> blocking(() -> FileServer.start(config, doors)))
        .onSuccess(started -> open(started, config, inspection));
  }

  /** Where managers share a database, the one that led before may end only after this one leads. */
  private boolean isSuccessor() {
    return config()
        .getJsonObject("scheduler", new JsonObject())
        .getJsonObject("store", new JsonObject())
        .getString("url", "")
        .startsWith("jdbc:postgresql:");
  }

  private void open(FileServer started, StagingConfig config, Inspection inspection) {
    server = started;
    String name = config.name();
    Farm farm = new BusFarm();
    LiveAttempts attempts = new LiveAttempts(name, farm, System::currentTimeMillis);
    Announcement announcement = new Announcement(farm, on(disk), this::after);
    List<Path> roots = config.roots().stream().map(Path::of).toList();
    Bulletin bulletin = new Bulletin(name, roots, doors.reservations(), farm, on(disk));
    Desk desk =
        new Desk(inspection, doors, attempts, announcement, bulletin, on(disk), server);
    Commits commits = new Commits(doors, attempts, announcement, on(disk), on(committing));
    answer(Addresses.inspect(name), desk::inspect);
    answer(Addresses.serveFiles(name), desk::serve);
    answer(Addresses.returnFiles(name), desk::takeBack);
    Once<GetHashes, BlockHashes> hashing =
        new Once<>(asked -> on(readingAgain).checked(() -> doors.hashes(asked)));
    answer(Addresses.getHashes(name), hashing::ask);
    answer(Addresses.commitResult(name), commits::commit);
    bus.hear(Addresses.ATTEMPT_ENDED, desk::ended);
    bus.hear(Addresses.STAGING_CALL, call -> bulletin.say());
    vertx.setPeriodic(0, REPORT.toMillis(), id -> bulletin.say());
    vertx.setPeriodic(doorRound.toMillis(), id -> desk.askAboutDoors());
    log.info("staging serves at {}", server.url(""));
  }

  @Override
  public Future<?> stop() {
    return blocking(
            () -> {
              doors.close();
              if (server != null) {
                server.stop();
              }
              return null;
            })
        .eventually(disk::close)
        .eventually(committing::close)
        .eventually(readingAgain::close);
  }

  private <Q, A> void answer(Request<Q, A> request, Function<Q, CompletionStage<A>> answerer) {
    Context here = context;
    bus.answer(request, question -> Future.fromCompletionStage(answerer.apply(question), here));
  }

  private void after(Duration delay, Runnable action) {
    vertx.setTimer(delay.toMillis(), id -> action.run());
  }

  private WorkerExecutor threads(String name) {
    return vertx.createSharedWorkerExecutor(
        name, THREADS, SLOWEST_FSYNC.toMillis(), TimeUnit.MILLISECONDS);
  }

  private <T> Future<T> blocking(Callable<T> work) {
    return disk.executeBlocking(work, false);
  }

  private static Threads on(WorkerExecutor executor) {
    return new Threads() {
      @Override
      public <T> CompletionStage<T> run(Callable<T> work) {
        return executor.executeBlocking(work, false).toCompletionStage();
      }
    };
  }

  /** The scheduler over the bus. */
  private final class BusFarm implements Farm {

    private final Insistence insistence = new Insistence(vertx, bus);

    @Override
    public <Q, A> CompletionStage<A> ask(Request<Q, A> request, Q question) {
      return bus.ask(request, question).toCompletionStage();
    }

    @Override
    public <M> void say(Address<M> address, M message) {
      bus.say(address, message);
    }

    @Override
    public <Q, A> CompletionStage<A> insist(Request<Q, A> request, Q question, long untilMillis) {
      return insistence.ask(request, question, untilMillis).toCompletionStage();
    }
  }
}
