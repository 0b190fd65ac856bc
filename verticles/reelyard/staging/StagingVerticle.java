package reelyard.staging;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.bus.RefusedException;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.CommitResult;
import reelyard.message.GetAttempt;
import reelyard.message.InspectSources;
import reelyard.message.InspectedSources;
import reelyard.message.Refusal;
import reelyard.message.ResultCommitted;
import reelyard.message.ReturnFiles;
import reelyard.message.ReturnFolder;
import reelyard.message.ServeFiles;
import reelyard.message.ServedFiles;
import reelyard.model.Failure;

/** Hands out sources and takes back results over FTP, to live attempts only. */
public final class StagingVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(StagingVerticle.class);

  private static final int THREADS = 8;
  private static final Duration SLOWEST_FSYNC = Duration.ofMinutes(30);

  /** A worker waits no longer than this for the scheduler to hear of its result. */
  private static final Duration ANSWER_AFTER = Duration.ofSeconds(2);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Who asks for a door is told before its own patience is over. */
  private static final Duration WITHOUT_SCHEDULER = Bus.PATIENCE.minusSeconds(2);

  private static final Duration HANDOVER = Duration.ofMinutes(1);

  /** "Ended" can get lost on the bus, so open doors are asked about. */
  private static final Duration DOOR_ROUND = Duration.ofSeconds(30);

  private static final int COMMITS_REMEMBERED = 1_000;

  private static final Refusal NO_ATTEMPT = Refusal.badMessage("attempt is missing: say which");

  private final Map<AttemptId, Future<ResultCommitted>> commits =
      new Remembered<>(COMMITS_REMEMBERED);

  // On a mount that hangs, each repetition would cost one more thread.
  private final Map<ServeFiles, Future<ServedFiles>> serving = new HashMap<>();
  private final Map<ReturnFiles, Future<ReturnFolder>> takingBack = new HashMap<>();
  private final Map<AttemptId, Future<Void>> ending = new HashMap<>();

  private final Duration doorRound;
  private String name;
  private Bus bus;
  private WorkerExecutor disk;
  private WorkerExecutor committing;
  private Inspection inspection;
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
    name = config.name();
    bus = new Bus(vertx);
    disk = threads("reelyard-staging");
    // A slow disk under results is not to keep the questions waiting.
    committing = threads("reelyard-staging-commit");
    Roots roots = new Roots(config.roots());
    Sources sources = new Sources(roots);
    Targets targets = new Targets(roots);
    inspection = new Inspection(name, sources, targets);
    doors = new Doors(sources, targets, new Placement());
    return bus.succeed(
            "staging",
            Addresses.inspect(name),
            new InspectSources(List.of()),
            isSuccessor() ? HANDOVER : Duration.ZERO)
        .compose(alone -> blocking(() -> FileServer.start(config, doors)))
        .onSuccess(this::open);
  }

  /** Where managers share a database, the one that led before may end only after this one leads. */
  private boolean isSuccessor() {
    return config()
        .getJsonObject("scheduler", new JsonObject())
        .getJsonObject("store", new JsonObject())
        .getString("url", "")
        .startsWith("jdbc:postgresql:");
  }

  private void open(FileServer started) {
    server = started;
    bus.answer(Addresses.inspect(name), this::inspect);
    bus.answer(Addresses.serveFiles(name), question -> once(serving, question, this::serve));
    bus.answer(Addresses.returnFiles(name), question -> once(takingBack, question, this::takeBack));
    bus.answer(Addresses.commitResult(name), this::commit);
    bus.hear(Addresses.ATTEMPT_ENDED, this::ended);
    vertx.setPeriodic(doorRound.toMillis(), id -> doors.open().forEach(this::askAbout));
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
        .eventually(committing::close);
  }

  private Future<InspectedSources> inspect(InspectSources question) {
    return blocking(
        () -> new InspectedSources(question.jobs().stream().map(inspection::look).toList()));
  }

  /** What is asked again while it is being answered gets the same answer. */
  private static <Q, A> Future<A> once(
      Map<Q, Future<A>> running, Q question, Function<Q, Future<A>> answerer) {
    Future<A> known = running.get(question);
    if (known != null) {
      return known;
    }
    Future<A> begun = answerer.apply(question);
    running.put(question, begun);
    return begun.onComplete(answered -> running.remove(question, begun));
  }

  private Future<ServedFiles> serve(ServeFiles question) {
    return live(question.attempt(), question.workerId())
        .compose(assignment -> unlessItStands(assignment))
        .compose(assignment -> checked(disk, () -> doors.serve(assignment)))
        .map(door -> door.served(server.url("input/")));
  }

  private Future<ReturnFolder> takeBack(ReturnFiles question) {
    return live(question.attempt(), question.workerId())
        .compose(assignment -> unlessItStands(assignment))
        .compose(assignment -> checked(disk, () -> doors.takeBack(assignment)))
        .map(door -> door.returned(server.url("output/")));
  }

  /** The same commit again, while it runs or after, gets the same answer. */
  private Future<ResultCommitted> commit(CommitResult question) {
    Future<ResultCommitted> known = commits.get(question.attempt());
    if (known != null) {
      return known;
    }
    if (question.attempt() == null) {
      return Future.failedFuture(new RefusedException(NO_ATTEMPT));
    }
    Future<ResultCommitted> running =
        blocking(() -> new GetAttempt(question.attempt(), true, doors.mark(question.attempt())))
            .compose(asked -> commit(question, asked))
            .compose(this::announced);
    commits.put(question.attempt(), running);
    running.onFailure(e -> commits.remove(question.attempt(), running));
    return running;
  }

  private Future<ResultCommitted> commit(CommitResult question, GetAttempt asked) {
    return live(asked, question.workerId(), Long.MAX_VALUE)
        .compose(
            assignment ->
                checked(
                    committing,
                    () ->
                        ResultMark.standing(assignment)
                            .filter(result -> result.attempt().equals(question.attempt()))
                            .map(Checked::of)
                            .orElseGet(() -> doors.commit(assignment, question))));
  }

  /** A result that an earlier attempt left in place is announced, and no other one is made. */
  private Future<Assignment> unlessItStands(Assignment assignment) {
    return blocking(() -> ResultMark.standing(assignment))
        .compose(
            result -> {
              if (result.isEmpty()) {
                return Future.succeededFuture(assignment);
              }
              return announced(result.get())
                  .compose(
                      told ->
                          Future.failedFuture(
                              new RefusedException(
                                  Refusal.conflict(
                                      "the result of attempt %s stands already"
                                          .formatted(result.get().attempt())))));
            });
  }

  private Future<ResultCommitted> announced(ResultCommitted result) {
    Promise<ResultCommitted> answer = Promise.promise();
    vertx.setTimer(ANSWER_AFTER.toMillis(), id -> answer.tryComplete(result));
    insist(Addresses.RESULT_COMMITTED, result, FIRST_PAUSE, Long.MAX_VALUE)
        .onFailure(
            e ->
                log.warn(
                    "{} stands, yet the scheduler did not want it: {}",
                    Shown.name(result.path()),
                    e.getMessage()))
        .onComplete(told -> answer.tryComplete(result));
    return answer.future();
  }

  private void ended(AttemptId attempt) {
    once(ending, attempt, this::close);
  }

  private Future<Void> close(AttemptId attempt) {
    return this.<Void>blocking(
            () -> {
              doors.ended(attempt);
              return null;
            })
        .onFailure(e -> log.error("the door of {} did not close", attempt, e));
  }

  private void askAbout(AttemptId attempt) {
    bus.ask(Addresses.GET_ATTEMPT, new GetAttempt(attempt, false, null))
        .onFailure(
            e -> {
              if (e instanceof RefusedException refused
                  && (refused.refusal().code() == Refusal.CONFLICT
                      || refused.refusal().code() == Refusal.NOT_FOUND)) {
                ended(attempt);
              }
            });
  }

  /** Who asks for a door asks again; only a commit is worth waiting for. */
  private Future<Assignment> live(AttemptId attempt, String workerId) {
    if (attempt == null) {
      return Future.failedFuture(new RefusedException(NO_ATTEMPT));
    }
    long until = System.currentTimeMillis() + WITHOUT_SCHEDULER.toMillis();
    return live(new GetAttempt(attempt, false, null), workerId, until);
  }

  /** What a live attempt is about, for the worker that holds it. */
  private Future<Assignment> live(GetAttempt asked, String workerId, long until) {
    return insist(Addresses.GET_ATTEMPT, asked, FIRST_PAUSE, until)
        .compose(
            assignment ->
                assignment.workerId().equals(workerId)
                    ? Future.succeededFuture(assignment)
                    : Future.failedFuture(
                        new RefusedException(
                            Refusal.conflict(
                                "attempt %s is not worker %s's: drop it"
                                    .formatted(asked.attempt(), workerId)))));
  }

  /** Asks until it is answered, ever more slowly, until a time in milliseconds since 1970. */
  private <Q, A> Future<A> insist(
      Request<Q, A> request, Q question, Duration pause, long untilMillis) {
    Duration twice = pause.multipliedBy(2);
    Duration next = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    long left = untilMillis - System.currentTimeMillis();
    Duration patience = Duration.ofMillis(Math.min(Math.max(left, 1), Bus.PATIENCE.toMillis()));
    return bus.ask(request, question, patience)
        .recover(
            e ->
                isAnswer(e) || System.currentTimeMillis() + pause.toMillis() >= untilMillis
                    ? Future.failedFuture(isAnswer(e) ? e : Refusals.unavailable(e))
                    : vertx
                        .timer(pause.toMillis(), TimeUnit.MILLISECONDS)
                        .compose(later -> insist(request, question, next, untilMillis)));
  }

  /** Whether the scheduler decided; what only broke there may be mended. */
  private static boolean isAnswer(Throwable e) {
    return e instanceof RefusedException refused && refused.refusal().code() < Refusal.BROKEN;
  }

  private static <T> Future<T> checked(WorkerExecutor where, Callable<Checked<T>> work) {
    return where
        .executeBlocking(work, false)
        .compose(
            checked -> {
              Failure failure = checked.failure();
              return failure == null
                  ? Future.succeededFuture(checked.value())
                  : Future.failedFuture(new RefusedException(Refusals.of(failure)));
            });
  }

  private WorkerExecutor threads(String name) {
    return vertx.createSharedWorkerExecutor(
        name, THREADS, SLOWEST_FSYNC.toMillis(), TimeUnit.MILLISECONDS);
  }

  private <T> Future<T> blocking(Callable<T> work) {
    return disk.executeBlocking(work, false);
  }
}
