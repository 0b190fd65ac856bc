package reelyard.staging.media;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.message.BrowseMedia;
import reelyard.message.MediaDoor;
import reelyard.message.MediaFolder;
import reelyard.staging.Disks;
import reelyard.staging.Films;
import reelyard.staging.Once;
import reelyard.staging.RoomLedger;
import reelyard.staging.StagingConfig;
import reelyard.staging.Threads;
import reelyard.staging.undo.Originals;
import reelyard.tls.Identity;

/** Tells over the bus what lies at this staging, and who may come to its door for more. */
public final class MediaVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(MediaVerticle.class);

  private static final int DISK_THREADS = 8;
  private static final int LOOKING_THREADS = 4;
  private static final int MOST_LOOKING = 256;
  private static final int PROGRAM_THREADS = 2;
  private static final int SCAN_THREADS = 2;

  /** Who asks what lies in a folder waits for half a minute. */
  private static final long BROWSE_MILLIS = 25_000;

  private static final Duration SWEEP_ROUND = Duration.ofHours(1);
  private static final Duration SLOWEST = Duration.ofMinutes(10);

  private final RoomLedger ledger;
  private WorkerExecutor disk;
  private WorkerExecutor looking;
  private WorkerExecutor programs;
  private WorkerExecutor scans;

  public MediaVerticle() {
    this(new RoomLedger());
  }

  /** One beside which results land on the same disks. */
  public MediaVerticle(RoomLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Future<?> start() {
    StagingConfig config =
        Json.decodeStrictly(config().getJsonObject("staging"), StagingConfig.class);
    String farm = config().getString("farm", "");
    disk = threads("reelyard-media", DISK_THREADS);
    looking = threads("reelyard-media-looking", LOOKING_THREADS);
    programs = threads("reelyard-media-programs", PROGRAM_THREADS);
    scans = threads("reelyard-media-scans", SCAN_THREADS);
    Films films = new Films(config.roots());
    Tickets tickets = new Tickets(System::currentTimeMillis);
    Uploads uploads =
        new Uploads(
            config.uploadsOf(farm),
            config.media().uploadMegabytes(),
            films,
            System::currentTimeMillis,
            Disks.real(),
            ledger);
    ledger.uploads(uploads::needs);
    Viewing.Benches benches =
        new Viewing.Benches(
            quickBench(looking, LOOKING_THREADS),
            bench(programs, PROGRAM_THREADS),
            bench(scans, SCAN_THREADS),
            on(disk));
    Originals originals = new Originals(config.replacingOf(farm).resolve("undo"));
    Viewing viewing = new Viewing(films, originals, new Probe(config.media()), benches);
    MediaDesk desk = new MediaDesk(tickets, viewing, new UploadDesk(uploads, on(disk)));
    return disk.executeBlocking(() -> identity(config, farm), false)
        .compose(identity -> opened(config, identity, desk))
        .onSuccess(door -> answer(config.name(), door, tickets, films, uploads));
  }

  /** Null where the door is plain. */
  private static Identity identity(StagingConfig config, String farm) {
    return config
        .tls()
        .identity(
            "staging",
            config.host(),
            config.externalAddress(),
            config.folderOf(farm).resolve("certificate"),
            Instant.now());
  }

  private Future<MediaDoorVerticle> opened(
      StagingConfig config, Identity identity, MediaDesk desk) {
    MediaDoorVerticle door =
        new MediaDoorVerticle(config.host(), config.media().port(), identity, desk::serve);
    return vertx.deployVerticle(door).map(door);
  }

  private void answer(
      String staging, MediaDoorVerticle door, Tickets tickets, Films films, Uploads uploads) {
    Bus bus = new Bus(vertx);
    FolderPage pages = new FolderPage(staging, films, System::currentTimeMillis);
    Workbench bench = quickBench(looking, LOOKING_THREADS);
    Once<BrowseMedia, MediaFolder> browsing =
        new Once<>(
            asked -> {
              long until = System.currentTimeMillis() + BROWSE_MILLIS;
              return bench.run(() -> pages.of(asked, until));
            });
    answer(bus, Addresses.browseMedia(staging), browsing::ask);
    bus.answer(
        Addresses.openMedia(staging),
        use ->
            Future.succeededFuture(
                new MediaDoor(door.url(), tickets.give(use), door.fingerprint())));
    vertx.setPeriodic(0, SWEEP_ROUND.toMillis(), id -> sweep(uploads));
    log.info("staging shows films at {}", door.url());
  }

  private <Q, A> void answer(
      Bus bus, Request<Q, A> request, Function<Q, CompletionStage<A>> answerer) {
    Context here = context;
    bus.answer(request, asked -> Future.fromCompletionStage(answerer.apply(asked), here));
  }

  private void sweep(Uploads uploads) {
    disk.executeBlocking(
            () -> {
              uploads.sweep();
              return null;
            },
            false)
        .onFailure(
            e ->
                log.warn(
                    "uploads that nobody goes on with are not deleted ({}): mend that",
                    e.toString()));
  }

  @Override
  public Future<?> stop() {
    return disk.close()
        .eventually(looking::close)
        .eventually(programs::close)
        .eventually(scans::close);
  }

  private WorkerExecutor threads(String name, int size) {
    return vertx.createSharedWorkerExecutor(name, size, SLOWEST.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Workbench bench(WorkerExecutor executor, int size) {
    return new Workbench(on(executor), size);
  }

  /** A page asks for many pictures at once, and to find their films takes little time. */
  private static Workbench quickBench(WorkerExecutor executor, int size) {
    return new Workbench(on(executor), size, MOST_LOOKING);
  }

  private static Threads on(WorkerExecutor executor) {
    return new Threads() {
      @Override
      public <T> CompletionStage<T> run(Callable<T> work) {
        return executor.executeBlocking(work, false).toCompletionStage();
      }
    };
  }
}
