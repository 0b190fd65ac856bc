package bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import reelyard.FreePort;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.bus.Bus;
import reelyard.bus.RefusedException;
import reelyard.message.Ack;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.BlockHashes;
import reelyard.message.CommitResult;
import reelyard.message.FileHashList;
import reelyard.message.GetFileHashes;
import reelyard.message.GetHashes;
import reelyard.message.Refusal;
import reelyard.message.ReturnFiles;
import reelyard.message.ReturnFolder;
import reelyard.message.ServeFiles;
import reelyard.message.ServedFiles;
import reelyard.model.Container;
import reelyard.node.QueueMember;
import reelyard.worker.TransferLane;

/** The worker's end of a farm of stagings: a member whose scheduler is a map of attempts. */
final class TransferFarm implements AutoCloseable {

  static final String WORKER = "attic";

  /** What was asked of a staging that died is answered by nobody. */
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AtomicInteger jobs = new AtomicInteger();
  private final Map<AttemptId, Assignment> live = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final Bus bus;

  /** Joins the farm of this configuration; be the first, so that stagings can come and go. */
  TransferFarm(Path config) throws Exception {
    vertx = QueueMember.join(config);
    bus = new Bus(vertx);
    bus.answer(
        Addresses.GET_ATTEMPT,
        question -> {
          Assignment assignment = live.get(question.attempt());
          return assignment == null
              ? Future.failedFuture(
                  new RefusedException(Refusal.conflict(question.attempt() + " is fenced")))
              : Future.succeededFuture(assignment);
        });
    bus.answer(Addresses.RESULT_COMMITTED, result -> Future.succeededFuture(new Ack()));
  }

  /** Writes the configuration of a new farm, on a port that is free now. */
  static Path config(Path folder) throws IOException {
    int port = FreePort.take();
    return Files.writeString(
        folder.resolve("farm-" + port + ".yaml"),
        """
        farm: transfer-%1$d
        cluster:
          port: %1$d
          members: ["127.0.0.1:%1$d"]
        """
            .formatted(port));
  }

  /** An attempt whose files lie at that staging. */
  Assignment attempt(String staging, Path input, Path output) {
    AttemptId attempt = new AttemptId("j" + jobs.incrementAndGet(), 1);
    Assignment assignment =
        new Assignment(
            attempt,
            WORKER,
            input.getFileName().toString(),
            input.toString(),
            1,
            output.toString(),
            true,
            Container.MP4,
            null,
            List.of(),
            0,
            null,
            null,
            staging,
            false);
    live.put(attempt, assignment);
    return assignment;
  }

  ServedFiles serve(Assignment job) throws IOException {
    return ask(Addresses.serveFiles(job.staging()), new ServeFiles(job.attempt(), WORKER));
  }

  ReturnFolder takeBack(Assignment job) throws IOException {
    return ask(Addresses.returnFiles(job.staging()), new ReturnFiles(job.attempt(), WORKER));
  }

  void commit(Assignment job, ReturnFolder folder, long bytes, String root) throws IOException {
    ask(
        Addresses.commitResult(job.staging()),
        new CommitResult(job.attempt(), WORKER, folder.fileName(), bytes, root, null));
  }

  /** A worker's own transfers of this job. */
  TransferLane lane(Assignment job, Duration firstPause, Duration silence) {
    return new TransferLane(
        WORKER,
        firstPause,
        silence,
        (path, from, count) -> hashes(job, path, from, count),
        paths -> hashes(job, paths));
  }

  private CompletableFuture<BlockHashes> hashes(Assignment job, String path, long from, int count) {
    GetHashes question = new GetHashes(job.attempt(), WORKER, path, from, count);
    return bus.ask(Addresses.getHashes(job.staging()), question, ANSWER)
        .toCompletionStage()
        .toCompletableFuture();
  }

  private CompletableFuture<FileHashList> hashes(Assignment job, List<String> paths) {
    GetFileHashes question = new GetFileHashes(job.attempt(), WORKER, paths);
    return bus.ask(Addresses.getFileHashes(job.staging()), question, ANSWER)
        .toCompletionStage()
        .toCompletableFuture();
  }

  /** Its door closes. */
  void end(Assignment job) {
    live.remove(job.attempt());
    bus.say(Addresses.ATTEMPT_ENDED, job.attempt());
  }

  /** Asks as insistently as a worker, for a staging may be about to start. */
  private <Q, A> A ask(Request<Q, A> request, Q question) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return bus.ask(request, question, ANSWER)
            .toCompletionStage()
            .toCompletableFuture()
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        if (e.getCause() instanceof RefusedException || System.nanoTime() > end) {
          throw new IOException("staging did not do as asked: " + e.getMessage(), e);
        }
        Pause.millis(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
