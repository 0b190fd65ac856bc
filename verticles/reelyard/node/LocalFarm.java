package reelyard.node;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.message.GetWebAddress;
import reelyard.worker.WorkerConfig;

/** The whole farm in this JVM, without a cluster: the same verticles, bus and transfers. */
public final class LocalFarm implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LocalFarm.class);
  private static final Duration START_PATIENCE = Duration.ofMinutes(1);

  /** Well below the five seconds after which people press Ctrl-C again. */
  private static final Duration STOP_PATIENCE = Duration.ofMillis(3800);

  /** What a part that hangs leaves to each of those after it: staging is last, and tidies up. */
  private static final Duration STOP_SHARE = Duration.ofMillis(300);

  private final Vertx vertx;
  private final Lineup lineup;
  private URI web;

  private LocalFarm(Vertx vertx) {
    this.vertx = vertx;
    this.lineup = new Lineup(vertx, () -> log.warn("every verticle of the farm has left"));
  }

  /**
   * Starts staging, scheduler, web, alerts if anybody wants them, and that many workers, and
   * returns when all are up.
   *
   * @throws FarmStartException when one did not start; nothing is left running then
   */
  public static LocalFarm start(FarmConfig config, int workers) throws FarmStartException {
    LocalFarm farm = start(parts(config, workers));
    farm.web = farm.askForWeb();
    return farm;
  }

  /** Starts these verticles in this order. */
  static LocalFarm start(List<Part> parts) throws FarmStartException {
    LocalFarm farm = new LocalFarm(Vertx.vertx());
    farm.await("the farm", farm.lineup.start(parts));
    return farm;
  }

  private static List<Part> parts(FarmConfig config, int workers) {
    List<Part> parts = new ArrayList<>();
    for (Role role : List.of(Role.STAGING, Role.SCHEDULER, Role.WEB)) {
      parts.add(Part.of(role, role.word(), config.inMemory()));
    }
    if (config.alerts().tellsAnyone()) {
      parts.add(Part.of(Role.ALERT, Role.ALERT.word(), config));
    }
    for (int i = 1; i <= workers; i++) {
      FarmConfig mine = config.withWorker(named(config.worker(), i));
      parts.add(Part.of(Role.WORKER, mine.worker().name(), mine));
    }
    return parts;
  }

  private static WorkerConfig named(WorkerConfig worker, int number) {
    String name = worker.name().isEmpty() ? "worker" : worker.name();
    return worker.named(name + "-" + number);
  }

  private URI askForWeb() throws FarmStartException {
    return URI.create(
        await("web", new Bus(vertx).ask(Addresses.WEB_ADDRESS, new GetWebAddress())).url());
  }

  private <T> T await(String part, Future<T> future) throws FarmStartException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new FarmStartException(ExitCode.DEPLOYMENT, "interrupted while it started", e);
    } catch (ExecutionException e) {
      close();
      throw e.getCause() instanceof FarmStartException known
          ? known
          : FarmStartException.of(part, e.getCause());
    } catch (TimeoutException e) {
      close();
      throw new FarmStartException(
          ExitCode.DEPLOYMENT, part + " was not up within " + START_PATIENCE.toSeconds() + " s", e);
    }
  }

  /** Where people watch this farm. */
  public URI web() {
    return web;
  }

  /**
   * Stops everything, workers first, within 4 s; one that hangs does not keep the others up. Safe
   * to repeat, and from any thread but Vert.x's.
   */
  @Override
  public void close() {
    long until = System.nanoTime() + STOP_PATIENCE.toNanos();
    int parts = lineup.size();
    long share = Math.min(STOP_SHARE.toNanos(), STOP_PATIENCE.toNanos() / (2L * (parts + 1)));
    boolean goOn = true;
    // One after the other from this thread: Vert.x's own threads do not outlive its close.
    for (int after = parts; after > 0 && goOn; after--) {
      goOn = stopped("one of its verticles", lineup.stopLatest(), until - after * share);
    }
    if (goOn) {
      stopped("Vert.x", vertx.close(), until);
    }
  }

  private static boolean stopped(String what, Future<Void> stop, long untilNanos) {
    try {
      stop.toCompletionStage()
          .toCompletableFuture()
          .get(untilNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      log.error("the farm: {} did not stop cleanly", what, e.getCause());
    } catch (TimeoutException e) {
      log.error("the farm: {} did not stop in time", what);
    }
    return true;
  }
}
