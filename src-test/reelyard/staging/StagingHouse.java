package reelyard.staging;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.bus.RefusedException;
import reelyard.hash.FileRoot;
import reelyard.message.Ack;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.CommitResult;
import reelyard.message.Refusal;
import reelyard.message.ResultCommitted;
import reelyard.message.ReturnFiles;
import reelyard.message.ReturnFolder;
import reelyard.message.ServeFiles;
import reelyard.message.ServedFiles;
import reelyard.message.StagingStatus;
import reelyard.model.Container;
import reelyard.model.JobSpec;
import reelyard.node.BadConfigException;
import reelyard.node.FarmConfig;

/** A real staging verticle on a bus of its own, with a scheduler made of a map. */
final class StagingHouse implements AutoCloseable {

  static final String WORKER = "attic";

  final Path folder;
  final Path journal;
  final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  final Bus bus = new Bus(vertx);
  final Map<AttemptId, Assignment> live = new ConcurrentHashMap<>();
  final LinkedBlockingQueue<ResultCommitted> heard = new LinkedBlockingQueue<>();

  /** What the scheduler answers to results instead of hearing them, one each. */
  final Queue<Throwable> deaf = new ConcurrentLinkedQueue<>();

  /** Whether the scheduler answers no question about attempts. */
  volatile boolean mute;

  /** How results shall be known again. */
  final Queue<String> marks = new ConcurrentLinkedQueue<>();

  /** Questions about attempts. */
  final AtomicInteger asked = new AtomicInteger();

  private final JsonObject changes;

  StagingHouse(Path folder) throws IOException {
    this(folder, "0", Duration.ofMinutes(1));
  }

  StagingHouse(Path folder, String passivePorts, Duration doorRound) throws IOException {
    this(folder, new JsonObject().put("passivePorts", passivePorts), doorRound);
  }

  /** With these keys of the section "staging" other than their defaults. */
  StagingHouse(Path folder, JsonObject changes) throws IOException {
    this(folder, changes, Duration.ofMinutes(1));
  }

  private StagingHouse(Path folder, JsonObject changes, Duration doorRound) throws IOException {
    this.folder = folder.toRealPath();
    journal = Files.createTempDirectory("reelyard-journal");
    this.changes = changes;
    bus.answer(
        Addresses.GET_ATTEMPT,
        question -> {
          asked.incrementAndGet();
          if (question.committing()) {
            marks.add(String.valueOf(question.mark()));
          }
          if (mute) {
            return Promise.<Assignment>promise().future();
          }
          Assignment assignment = live.get(question.attempt());
          return assignment != null
              ? Future.succeededFuture(assignment)
              : Future.failedFuture(
                  new RefusedException(Refusal.conflict(question.attempt() + " is fenced")));
        });
    bus.answer(
        Addresses.RESULT_COMMITTED,
        result -> {
          Throwable fault = deaf.poll();
          if (fault != null) {
            return Future.failedFuture(fault);
          }
          heard.add(result);
          return Future.succeededFuture(new Ack());
        });
    get(deploy(doorRound, new JsonObject().put("staging", config())));
  }

  /** The next staging gets this key of the section "staging" otherwise. */
  void change(String key, Object value) {
    changes.put(key, value);
  }

  /** The staging goes; another may come. */
  void leave() {
    vertx.deploymentIDs().forEach(id -> get(vertx.undeploy(id)));
  }

  /** Bytes of this file, 0 when there is none. */
  long size(String file) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Files.size(path) : 0;
  }

  Future<String> deploy(int port, String passivePorts, Duration doorRound) {
    JsonObject config = config().put("port", port).put("passivePorts", passivePorts);
    return deploy(doorRound, new JsonObject().put("staging", config));
  }

  /** Another whose manager shares a database, and leads now. */
  Future<String> succeed() {
    JsonObject store = new JsonObject().put("url", "jdbc:postgresql://127.0.0.1/farm");
    return deploy(
        Duration.ofMinutes(1),
        new JsonObject()
            .put("staging", config())
            .put("scheduler", new JsonObject().put("store", store)));
  }

  /** The defaults, for this house. */
  private JsonObject config() {
    try {
      return Json.encode(FarmConfig.load(null, Map.of()).staging())
          .put("roots", new JsonArray().add(folder.toString()))
          .put("folder", journal.toString())
          .mergeIn(changes, true);
    } catch (BadConfigException e) {
      throw new AssertionError(e);
    }
  }

  private Future<String> deploy(Duration doorRound, JsonObject config) {
    return vertx.deployVerticle(
        new StagingVerticle(doorRound, new RoomLedger()),
        new DeploymentOptions().setConfig(config));
  }

  AttemptId attempt(String job, int number, Path input, Path output, boolean overwrite) {
    AttemptId attempt = new AttemptId(job, number);
    live.put(
        attempt,
        new Assignment(
            attempt,
            WORKER,
            job,
            input.toString(),
            1,
            output.toString(),
            overwrite,
            Container.MP4,
            null,
            List.of(),
            0,
            null,
            null,
            JobSpec.ONLY_STAGING,
            false));
    return attempt;
  }

  /** An attempt with a small film, whose result becomes out/film.mp4. */
  AttemptId attempt(String job) throws IOException {
    return attempt(job, 1, film("film.mkv", "raw film"), folder.resolve("out/film.mp4"), false);
  }

  Path film(String name, String content) throws IOException {
    Path film = folder.resolve(name);
    Files.createDirectories(film.getParent());
    return Files.writeString(film, content);
  }

  ServedFiles serve(AttemptId attempt) {
    return ask(Addresses.serveFiles(JobSpec.ONLY_STAGING), new ServeFiles(attempt, WORKER));
  }

  ReturnFolder takeBack(AttemptId attempt) {
    return ask(Addresses.returnFiles(JobSpec.ONLY_STAGING), new ReturnFiles(attempt, WORKER));
  }

  ResultCommitted commit(AttemptId attempt, String name, long bytes) {
    return ask(
        Addresses.commitResult(JobSpec.ONLY_STAGING),
        new CommitResult(attempt, WORKER, name, bytes, root(attempt), null));
  }

  /** Of what came of its result, as its worker would know it. */
  String root(AttemptId attempt) {
    Assignment assignment = live.get(attempt);
    if (assignment == null) {
      return "nothing is here";
    }
    try {
      Path part = PartPlace.path(Path.of(assignment.output()), attempt);
      return FileRoot.of(Files.exists(part) ? part : Path.of(assignment.output()));
    } catch (IOException e) {
      return "nothing is here";
    }
  }

  /** What it says of itself, once that is so. */
  StagingStatus status(Predicate<StagingStatus> wanted) {
    Promise<StagingStatus> said = Promise.promise();
    bus.hear(
        Addresses.STAGING_STATUS,
        status -> {
          if (wanted.test(status)) {
            said.tryComplete(status);
          } else {
            vertx.setTimer(20, later -> bus.say(Addresses.STAGING_CALL, new Ack()));
          }
        });
    bus.say(Addresses.STAGING_CALL, new Ack());
    return get(said.future());
  }

  /** The scheduler says so, and no longer knows the attempt. */
  void end(AttemptId attempt) {
    live.remove(attempt);
    bus.say(Addresses.ATTEMPT_ENDED, attempt);
  }

  <Q, A> A ask(Request<Q, A> request, Q question) {
    return get(bus.ask(request, question));
  }

  static int port(String url) {
    return URI.create(url).getPort();
  }

  /** Waits; a refusal comes out as itself. */
  static <T> T get(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    get(vertx.close());
  }
}
