package reelyard.staging;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
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
import reelyard.message.FileHashList;
import reelyard.message.GetFileHashes;
import reelyard.message.GetHashes;
import reelyard.message.InspectSources;

/** Hands out sources and takes back results over FTP, to live attempts only. */
public final class StagingVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(StagingVerticle.class);

  private static final int THREADS = 8;
  private static final Duration SLOWEST_FSYNC = Duration.ofMinutes(30);
  private static final Duration HANDOVER = Duration.ofMinutes(1);

  private static final Duration SWEEP_ROUND = Duration.ofHours(1);
  private static final Duration REPORT = Duration.ofSeconds(5);
  private static final Duration DOOR_ROUND = Duration.ofSeconds(30);
  private static final Duration PURGE_ROUND = Duration.ofHours(1);

  /** Small results are in place by then. */
  private static final Duration SETTLING = Duration.ofMillis(500);

  private static final Duration REMINDER = Duration.ofDays(1);

  private final Duration doorRound;
  private final RoomLedger ledger;
  private Bus bus;
  private WorkerExecutor disk;
  private WorkerExecutor committing;
  private volatile PartJournal journal;
  private WorkerExecutor readingAgain;
  private WorkerExecutor syncing;
  private UndoHouse undoHouse;
  private Replacements replacements;
  private volatile Hall hall;
  private FileServer server;

  public StagingVerticle() {
    this(new RoomLedger());
  }

  /** One beside which films are brought to the same disks. */
  public StagingVerticle(RoomLedger ledger) {
    this(DOOR_ROUND, ledger);
  }

  StagingVerticle(Duration doorRound, RoomLedger ledger) {
    this.doorRound = doorRound;
    this.ledger = ledger;
  }

  @Override
  public Future<?> start() {
    StagingConfig config =
        Json.decodeStrictly(config().getJsonObject("staging"), StagingConfig.class);
    bus = new Bus(vertx);
    disk = threads("reelyard-staging");
    committing = threads("reelyard-staging-commit");
    readingAgain = threads("reelyard-staging-hash");
    syncing = threads("reelyard-staging-sync");
    String farm = config().getString("farm", "");
    Path state = config.folderOf(farm);
    Path replacing = config.replacingOf(farm);
    undoHouse = new UndoHouse(replacing, System::currentTimeMillis);
    replacements = new Replacements(replacing, config.replace(), undoHouse);
    return bus.succeed(
            "staging",
            Addresses.inspect(config.name()),
            new InspectSources(List.of()),
            isSuccessor() ? HANDOVER : Duration.ZERO)
        .recover(
            rival ->
                Future.failedFuture(
                    rival.getMessage()
                        + "; stagings on several hosts need names of their own (staging.name)"))
        .compose(alone -> blocking(() -> started(config, state)))
        .onSuccess(started -> open(started, config))
        .recover(e -> stop().transform(cleaned -> Future.failedFuture(e)));
  }

  private FileServer started(StagingConfig config, Path state) throws Exception {
    journal = PartJournal.open(state, this::soon);
    undoHouse.recover();
    hall =
        new Hall(
            config,
            undoHouse,
            replacements,
            journal,
            ledger,
            work -> syncing.executeBlocking(Executors.callable(work), false));
    return FileServer.start(config, state.resolve("certificate"), hall.doors());
  }

  /** Where managers share a database, the one that led before may end only after this one leads. */
  private boolean isSuccessor() {
    return store().startsWith("jdbc:postgresql:");
  }

  /** Where this process's scheduler, if it has one, keeps its jobs. */
  private String store() {
    return config()
        .getJsonObject("scheduler", new JsonObject())
        .getJsonObject("store", new JsonObject())
        .getString("url", "");
  }

  private void open(FileServer started, StagingConfig config) {
    server = started;
    String name = config.name();
    Farm farm = new BusFarm();
    LiveAttempts attempts = new LiveAttempts(name, farm, System::currentTimeMillis);
    Announcement announcement = new Announcement(farm, replacements, on(disk), this::after);
    Bulletin bulletin = new Bulletin(name, config.roots(), hall.reservations(), farm, on(disk));
    Desk desk = new Desk(hall, attempts, announcement, bulletin, replacements, on(disk), server);
    Commits commits =
        new Commits(hall.returns(), attempts, announcement, replacements, on(disk), on(committing));
    answer(Addresses.inspect(name), desk::inspect);
    answer(Addresses.serveFiles(name), desk::serve);
    answer(Addresses.returnFiles(name), desk::takeBack);
    Once<GetHashes, BlockHashes> hashing =
        new Once<>(asked -> on(readingAgain).checked(() -> hall.doors().hashes(asked)));
    answer(Addresses.getHashes(name), hashing::ask);
    Once<GetFileHashes, FileHashList> hashingFiles =
        new Once<>(asked -> on(readingAgain).checked(() -> hall.doors().hashes(asked)));
    answer(Addresses.getFileHashes(name), hashingFiles::ask);
    answer(Addresses.commitResult(name), commits::commit);
    answer(Addresses.undo(name), desk::undo);
    bus.hear(Addresses.ATTEMPT_ENDED, desk::ended);
    bus.hear(Addresses.STAGING_CALL, call -> bulletin.say());
    vertx.setPeriodic(0, REPORT.toMillis(), id -> bulletin.say());
    vertx.setPeriodic(doorRound.toMillis(), id -> desk.askAboutDoors());
    vertx.setPeriodic(0, PURGE_ROUND.toMillis(), id -> purge());
    vertx.setPeriodic(REMINDER.toMillis(), id -> server.remind(Instant.now()));
    vertx.setPeriodic(0, SWEEP_ROUND.toMillis(), id -> desk.sweep());
    log.info("staging serves at {}", server);
  }

  private void purge() {
    blocking(Executors.callable(replacements::purge))
        .onFailure(e -> log.error("undo bins are not purged", e));
  }

  @Override
  public Future<?> stop() {
    return blocking(
            () -> {
              if (hall != null) {
                leave();
              }
              return null;
            })
        .eventually(disk::close)
        .eventually(committing::close)
        .eventually(readingAgain::close)
        .eventually(syncing::close)
        .eventually(() -> vertx.executeBlocking(this::closeUndoHouse, false));
  }

  private Void closeUndoHouse() {
    undoHouse.close();
    return null;
  }

  private void leave() throws IOException {
    if (store().equals("memory")) {
      hall.endings().endAll();
    }
    hall.doors().leave();
    if (server != null) {
      server.stop();
    }
    journal.close();
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

  /** What waits for the disk, and can wait for others to wait with it. */
  private void soon(Runnable work) {
    after(SETTLING, () -> blocking(Executors.callable(work)));
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
    public <M> void say(Address<M> address, M message) {
      bus.say(address, message);
    }

    @Override
    public <Q, A> CompletionStage<A> insist(Request<Q, A> request, Q question, long untilMillis) {
      return insistence.ask(request, question, untilMillis).toCompletionStage();
    }
  }
}
