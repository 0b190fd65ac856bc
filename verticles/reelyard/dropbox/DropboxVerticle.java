package reelyard.dropbox;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.login.UserFile;
import reelyard.login.UsersConfig;
import reelyard.message.DropBoxView;
import reelyard.message.GetDropBox;
import reelyard.message.JobEvent;
import reelyard.message.JobId;
import reelyard.message.JobPage;
import reelyard.message.JobView;
import reelyard.message.ListJobs;
import reelyard.message.SubmitJobs;
import reelyard.message.Submitted;
import reelyard.model.JobState;
import reelyard.model.UserFolders;
import reelyard.tls.Identity;

/** Makes jobs of the films that people drop into watched folders. */
public final class DropboxVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(DropboxVerticle.class);

  private static final long TICK_MILLIS = 1_000;
  private static final long UPKEEP_MILLIS = 5 * 60_000;
  private static final long STOP_MILLIS = 2_000;

  /** The scheduler looks at the films first, for up to a minute. */
  private static final Duration SUBMIT_PATIENCE = Duration.ofSeconds(90);

  private static final Duration LIST_PATIENCE = Duration.ofSeconds(15);

  private final ExecutorService looks = Executors.newSingleThreadExecutor(r -> thread("looks", r));
  private final ExecutorService takes = Executors.newSingleThreadExecutor(r -> thread("takes", r));
  private final ExecutorService news = Executors.newSingleThreadExecutor(r -> thread("news", r));
  private final Fingerprints fingerprints = new Fingerprints();
  private Ledger ledger;
  private Events events;
  private DropBox box;
  private DropServer ftp;
  private Results results;
  private Upkeep upkeep;

  @Override
  public Future<?> start() {
    String farm = config().getString("farm");
    DropboxConfig config =
        Json.decodeStrictly(config().getJsonObject("dropbox"), DropboxConfig.class);
    if (!config.watchesAny()) {
      return Future.failedFuture(
          "there is no folder to watch: name one in the section dropbox.folders of the"
              + " configuration");
    }
    Bus bus = new Bus(vertx);
    SchedulerPort scheduler = new BusScheduler(bus);
    return vertx
        .executeBlocking(() -> Ledger.open(file(farm, config)))
        .compose(
            opened -> {
              ledger = opened;
              return vertx.executeBlocking(() -> assemble(farm, config, scheduler));
            })
        .compose(
            assembled -> {
              vertx.setPeriodic(TICK_MILLIS, id -> run(looks, this::tick));
              vertx.setPeriodic(0, UPKEEP_MILLIS, id -> run(news, upkeep::round));
              return Future.join(
                  bus.answer(Addresses.DROP_BOX, this::view).completion(),
                  bus.hear(Addresses.JOBS, this::heard).completion());
            })
        // A verticle that did not start is not stopped by others.
        .recover(e -> stop().transform(stopped -> Future.failedFuture(e)));
  }

  private Void assemble(String farm, DropboxConfig config, SchedulerPort scheduler) {
    Map<String, Rule> rules = config.folders();
    Archive archive = new Archive(rules, ledger);
    results = new Results(ledger, scheduler, archive::moveAll);
    upkeep = new Upkeep(results, archive);
    Intake intake =
        new Intake(
            rules,
            ledger,
            fingerprints,
            results,
            scheduler,
            OpenFiles::anyWritten,
            System::currentTimeMillis);
    List<Watched> watched = new ArrayList<>();
    rules.forEach(
        (name, rule) ->
            watched.add(
                new Watched(name, rule, config.pollSeconds() * 1_000L, ledger.settled(name))));
    try {
      events = new Events(Path.of("/"));
    } catch (IOException e) {
      log.warn(
          "the system does not tell of new files ({}): they are found by looking, every {} s",
          e.getMessage(),
          config.pollSeconds());
    }
    if (config.ftp().on()) {
      UserFile users = new UserFile(users().path(farm));
      ftp =
          DropServer.start(
              config.ftp(), identity(farm, config.ftp()), users, new Shares(rules), ledger);
      log.info(
          "the drop box is at {} for the users in {}{}",
          ftp.url(),
          users.path(),
          ftp.certificate() == null
              ? ""
              : "; the SHA-256 fingerprint of its certificate is " + ftp.certificate());
    }
    box = new DropBox(watched, intake, events, looks, takes, DropboxVerticle::millis);
    return null;
  }

  private Future<DropBoxView> view(GetDropBox question) {
    return Future.fromCompletionStage(
        CompletableFuture.supplyAsync(() -> box.view(ledger.lately(question.limit()), ftp), looks),
        context);
  }

  private void heard(JobEvent event) {
    if (event.job().state().ended() || event.job().state() == JobState.QUEUED) {
      run(news, () -> learn(event.job()));
    }
  }

  private void learn(JobView job) {
    try {
      if (job.state().ended()) {
        results.learn(List.of(job));
      } else {
        ledger.goesOn(job.id());
      }
    } catch (LedgerException e) {
      log.warn("{}", e.getMessage());
    }
  }

  private void tick() {
    box.tick();
    if (ftp != null) {
      ftp.hangUpOnRemoved();
    }
  }

  @Override
  public Future<?> stop() {
    fingerprints.stop();
    looks.shutdownNow();
    takes.shutdownNow();
    news.shutdownNow();
    return vertx.executeBlocking(
        () -> {
          boolean over =
              looks.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)
                  && takes.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)
                  && news.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS);
          if (ftp != null) {
            ftp.stop();
          }
          if (events != null) {
            events.close();
          }
          if (ledger != null) {
            ledger.close();
          }
          return over;
        });
  }

  private static Identity identity(String farm, FtpAccess access) {
    return access
        .tls()
        .identity(
            DropServer.SECTION,
            access.host(),
            access.externalAddress(),
            state().resolve(farm + "-dropbox"),
            Instant.now());
  }

  private static Path state() {
    return UserFolders.ofThisUser().state().resolve("reelyard");
  }

  private UsersConfig users() {
    return Json.decodeStrictly(config().getJsonObject("users"), UsersConfig.class);
  }

  private static Path file(String farm, DropboxConfig config) {
    return config.ledger().isEmpty()
        ? state().resolve(farm + "-dropbox.db")
        : Path.of(config.ledger());
  }

  private static void run(ExecutorService executor, Runnable action) {
    try {
      executor.execute(action);
    } catch (RejectedExecutionException e) {
      log.debug("stopped", e);
    }
  }

  private static Thread thread(String what, Runnable task) {
    Thread thread = new Thread(task, "dropbox-" + what);
    thread.setDaemon(true);
    return thread;
  }

  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private record BusScheduler(Bus bus) implements SchedulerPort {

    @Override
    public CompletionStage<Submitted> submit(SubmitJobs jobs) {
      return bus.ask(Addresses.SUBMIT, jobs, SUBMIT_PATIENCE).toCompletionStage();
    }

    @Override
    public CompletionStage<JobPage> list(ListJobs question) {
      return bus.ask(Addresses.LIST_JOBS, question, LIST_PATIENCE).toCompletionStage();
    }

    @Override
    public CompletionStage<JobView> job(JobId id) {
      return bus.ask(Addresses.GET_JOB, id).toCompletionStage();
    }
  }
}
