package reelyard.worker;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpException;
import reelyard.address.Address;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.bus.Bus;
import reelyard.bus.RefusedException;
import reelyard.message.Ack;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.BlockHashes;
import reelyard.message.CommitResult;
import reelyard.message.GetHashes;
import reelyard.message.GetQueue;
import reelyard.message.Heartbeat;
import reelyard.message.HeartbeatAnswer;
import reelyard.message.QueueChanged;
import reelyard.message.QueuedJob;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;
import reelyard.message.ResultCommitted;
import reelyard.message.ReturnFiles;
import reelyard.message.ReturnFolder;
import reelyard.message.ServeFiles;
import reelyard.message.ServedFile;
import reelyard.message.ServedFiles;
import reelyard.message.StartJob;
import reelyard.message.WorkerQueue;
import reelyard.model.Container;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;
import reelyard.model.Phase;
import reelyard.model.Progress;

/**
 * A scheduler and a staging that obey a test: they grant what it queued and keep what they hear.
 */
final class FakeFarm implements AutoCloseable {

  /** A watcher's view of one progress report. */
  record Watched(Progress progress) {}

  final Inbox heard = new Inbox();
  final Set<AttemptId> fenced = ConcurrentHashMap.newKeySet();
  final Set<AttemptId> paused = ConcurrentHashMap.newKeySet();
  final Set<String> moved = ConcurrentHashMap.newKeySet();
  final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

  /** Whether heartbeats are recognised. */
  volatile boolean known = true;

  /** Whether "queue changed" gets lost. */
  volatile boolean silent;

  /** What the manifest says of each film, unless 0. */
  volatile long announcedBytes;

  /** So many doors do not open, as if staging had been started anew since. */
  final AtomicInteger staleDoors = new AtomicInteger();

  private final Vertx vertx;
  private final Bus bus;
  private final Path folder;
  private final List<MessageConsumer<?>> consumers = new CopyOnWriteArrayList<>();
  private FtpHost ftp;
  private final List<QueuedJob> queue = new CopyOnWriteArrayList<>();
  private final Map<String, Assignment> jobs = new ConcurrentHashMap<>();
  private final Map<String, Path> films = new ConcurrentHashMap<>();
  private volatile String workerId;

  FakeFarm(Vertx vertx, Path folder) throws IOException, FtpException {
    this.vertx = vertx;
    this.bus = new Bus(vertx);
    this.folder = folder;
    Files.createDirectories(folder.resolve("input"));
    Files.createDirectories(folder.resolve("output"));
    stage();
  }

  /** Staging is at work. */
  void stage() throws FtpException {
    ftp = new FtpHost(folder, new DefaultFtplet());
    answer(Addresses.serveFiles(JobSpec.ONLY_STAGING), this::serve);
    answer(Addresses.returnFiles(JobSpec.ONLY_STAGING), this::takeBack);
    answer(Addresses.commitResult(JobSpec.ONLY_STAGING), this::commit);
    answer(Addresses.getHashes(JobSpec.ONLY_STAGING), this::hashes);
  }

  /** The manager is killed: neither scheduler nor staging, nor its FTP server, answer any more. */
  void leave() throws Exception {
    for (MessageConsumer<?> consumer : consumers) {
      consumer.unregister().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
    consumers.clear();
    ftp.close();
  }

  FakeFarm withScheduler() {
    answer(Addresses.REGISTER, this::register);
    answer(Addresses.GET_QUEUE, this::getQueue);
    answer(Addresses.START_JOB, this::startJob);
    answer(Addresses.HEARTBEAT, this::beat);
    answer(Addresses.ATTEMPT_FAILED, message -> new Ack());
    answer(Addresses.LOSE_QUEUE, message -> new Ack());
    answer(Addresses.WORKER_TESTED, message -> new Ack());
    hear(Addresses.REPORT);
    return this;
  }

  /** Queues a job and tells the worker, if there is one. */
  void submit(String jobId, Path film, String... arguments) {
    submit(jobId, 1, film, arguments);
  }

  void submit(String jobId, int attempt, Path film, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--format", "av_mp4"));
    all.addAll(List.of(arguments));
    put(
        new Assignment(
            new AttemptId(jobId, attempt),
            "w1",
            jobId + " film",
            film.toString(),
            1,
            "/results/" + jobId + ".mp4",
            false,
            Container.MP4,
            null,
            all,
            0,
            null,
            null,
            JobSpec.ONLY_STAGING,
            false),
        film);
  }

  void put(Assignment assignment, Path film) {
    String jobId = assignment.attempt().jobId();
    jobs.put(jobId, assignment);
    films.put(jobId, film);
    hear(Addresses.log(jobId));
    bus.hear(Addresses.progress(jobId), progress -> heard.add(new Watched(progress)));
    queue.add(new QueuedJob(jobId, jobId, 1));
    queueChanged();
  }

  void awaitEncoding(String jobId) {
    heard.await(
        Watched.class,
        watched ->
            watched.progress().jobId().equals(jobId)
                && watched.progress().phase() == Phase.ENCODING);
  }

  void queueChanged() {
    if (workerId != null && !silent) {
      bus.say(Addresses.queueChanged(workerId), new QueueChanged(workerId));
    }
  }

  <Q, A> A ask(Request<Q, A> request, Q question) throws Exception {
    return bus.ask(request, question)
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  /** Where the result of a job came to lie. */
  Path result(String jobId) {
    return folder.resolve("output").resolve(jobId + ".part");
  }

  private WorkerQueue register(RegisterWorker message) {
    workerId = message.worker().id();
    return new WorkerQueue(workerId, List.copyOf(queue), now());
  }

  private WorkerQueue getQueue(GetQueue message) {
    return new WorkerQueue(message.workerId(), List.copyOf(queue), now());
  }

  private Assignment startJob(StartJob message) {
    if (moved.contains(message.jobId())
        || !queue.removeIf(job -> job.jobId().equals(message.jobId()))) {
      throw new RefusedException(Refusal.conflict("moved: " + message.jobId()));
    }
    return jobs.get(message.jobId());
  }

  private HeartbeatAnswer beat(Heartbeat message) {
    return new HeartbeatAnswer(known, List.copyOf(fenced), List.copyOf(paused), now());
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private ServedFiles serve(ServeFiles message) {
    String jobId = message.attempt().jobId();
    Path film = films.get(jobId);
    try {
      Path served = folder.resolve("input").resolve(jobId + ".mkv");
      Files.deleteIfExists(served);
      Files.createLink(served, film);
      return new ServedFiles(
          ftp.url("input"),
          FtpHost.USER,
          password(),
          List.of(
              new ServedFile(
                  jobId + ".mkv", announcedBytes > 0 ? announcedBytes : Files.size(film))),
          jobId + ".mkv",
          List.of(),
          null,
          null,
          0);
    } catch (IOException e) {
      throw new RefusedException(
          new Refusal(FailureReason.SOURCE_MISSING.code(), "no such film: " + film));
    }
  }

  private ReturnFolder takeBack(ReturnFiles message) {
    return new ReturnFolder(
        ftp.url("output"), FtpHost.USER, password(), message.attempt().jobId() + ".part", null);
  }

  private BlockHashes hashes(GetHashes question) {
    try {
      return FileOfBlocks.hashes(
          folder.resolve(question.path()), question.fromBlock(), question.count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String password() {
    return staleDoors.getAndDecrement() > 0 ? "stale" : FtpHost.PASSWORD;
  }

  private ResultCommitted commit(CommitResult message) {
    Path result = result(message.attempt().jobId());
    if (Files.notExists(result)) {
      throw new RefusedException(
          new Refusal(FailureReason.TRANSFER_FAILED.code(), "upload it first"));
    }
    return new ResultCommitted(message.attempt(), result.toString(), message.bytes(), null, null);
  }

  private <Q, A> void answer(Request<Q, A> request, Function<Q, A> answerer) {
    consumers.add(
        bus.answer(
            request,
            question ->
                vertx.executeBlocking(
                    () -> {
                      // In this order: who hears of a question may change what the next one gets.
                      Refusal refusal = refusals.get(request.name());
                      heard.add(question);
                      if (refusal != null) {
                        throw new RefusedException(refusal);
                      }
                      return answerer.apply(question);
                    })));
  }

  private <M> void hear(Address<M> address) {
    bus.hear(address, heard::add);
  }

  /** The FTP server stops; the bus goes with its Vert.x. */
  @Override
  public void close() {
    ftp.close();
  }
}
