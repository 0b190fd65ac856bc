package bench;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import reelyard.address.Addresses;
import reelyard.message.AttemptId;
import reelyard.message.GetQueue;
import reelyard.message.Heartbeat;
import reelyard.message.RegisterWorker;
import reelyard.message.ResultCommitted;
import reelyard.message.StartJob;
import reelyard.message.WorkerQueue;
import reelyard.model.Phase;
import reelyard.model.Progress;
import reelyard.model.SpeedUnit;
import reelyard.model.Stage;
import reelyard.scheduler.QueueCore;

/** Workers without HandBrake: they come, beat, claim, report and complete as real ones do. */
final class QueueWorkers implements AutoCloseable {

  private static final String INCARNATION = "1";
  private static final int BEAT_MILLIS = 2_000;
  private static final int AT_ONCE = 32;
  private static final long FREE_BYTES = 1_000_000_000_000L;

  private final QueueFarm farm;
  private final List<Simulated> workers = new ArrayList<>();
  private final List<Long> timers = new ArrayList<>();
  private final AtomicReference<Throwable> wrong = new AtomicReference<>();
  private final AtomicLong late = new AtomicLong();

  private static final class Simulated {
    final String id;
    volatile AttemptId attempt;
    volatile double percent;

    Simulated(String id) {
      this.id = id;
    }
  }

  /** So many workers, registered and beating. */
  QueueWorkers(QueueFarm farm, int count) throws Exception {
    this.farm = farm;
    for (int i = 0; i < count; i++) {
      workers.add(new Simulated("worker" + i));
    }
    // With a thousand of them the first would be given up before the last has come.
    forEach(worker -> register(worker).onSuccess(known -> every(BEAT_MILLIS, () -> beat(worker))));
  }

  private interface Step {
    Future<?> begin(Simulated worker);
  }

  private void forEach(Step step) throws Exception {
    Semaphore free = new Semaphore(AT_ONCE);
    for (Simulated worker : workers) {
      free.acquire();
      step.begin(worker).onFailure(e -> wrong.set(e)).onComplete(done -> free.release());
    }
    free.acquire(AT_ONCE);
    check();
  }

  private void check() {
    if (wrong.get() != null) {
      throw new IllegalStateException("a simulated worker was let down", wrong.get());
    }
  }

  private Future<?> register(Simulated worker) {
    farm.bus().hear(Addresses.queueChanged(worker.id), changed -> {});
    return farm.bus()
        .ask(
            Addresses.REGISTER,
            new RegisterWorker(QueueCore.worker(worker.id), List.of()),
            QueueFarm.PATIENCE);
  }

  private void beat(Simulated worker) {
    List<Progress> attempts = worker.attempt == null ? List.of() : List.of(progress(worker));
    farm.bus()
        .ask(Addresses.HEARTBEAT, new Heartbeat(worker.id, INCARNATION, attempts, FREE_BYTES, true))
        .onFailure(e -> late.incrementAndGet());
  }

  /** Timers begin one after the other, so that not all fall due at once. */
  private synchronized void every(int millis, Runnable task) {
    int delay = 1 + timers.size() * 37 % millis;
    timers.add(farm.vertx().setPeriodic(delay, millis, timer -> task.run()));
  }

  /** How many heartbeats were not answered within the farm's patience. */
  long unanswered() {
    return late.get();
  }

  /** Milliseconds that the steps of one job took. */
  record Steps(double queue, double claim, double complete) {}

  /** The number-th job is asked for, claimed and completed, by the workers in turn. */
  Steps dispatch(int number) throws Exception {
    Simulated worker = workers.get(number % workers.size());
    long begin = System.nanoTime();
    WorkerQueue queue = farm.ask(Addresses.GET_QUEUE, new GetQueue(worker.id, INCARNATION));
    long known = System.nanoTime();
    if (queue.jobs().isEmpty()) {
      throw new IllegalStateException("nothing is laid for " + worker.id);
    }
    String job = queue.jobs().get(0).jobId();
    AttemptId attempt =
        farm.ask(Addresses.START_JOB, new StartJob(worker.id, INCARNATION, job)).attempt();
    long claimed = System.nanoTime();
    farm.ask(
        Addresses.RESULT_COMMITTED,
        new ResultCommitted(attempt, "/results/a.mp4", 1_000, null, null));
    long complete = System.nanoTime();
    return new Steps((known - begin) / 1e6, (claimed - known) / 1e6, (complete - claimed) / 1e6);
  }

  /** Every worker claims a job and begins to transcode it. */
  void claimAll() throws Exception {
    forEach(
        worker ->
            farm.bus()
                .ask(Addresses.GET_QUEUE, new GetQueue(worker.id, INCARNATION), QueueFarm.PATIENCE)
                .compose(queue -> claim(worker, queue)));
    workers.forEach(worker -> farm.bus().say(Addresses.REPORT, progress(worker)));
  }

  private Future<?> claim(Simulated worker, WorkerQueue queue) {
    if (queue.jobs().isEmpty()) {
      return Future.failedFuture("nothing is laid for " + worker.id);
    }
    StartJob claim = new StartJob(worker.id, INCARNATION, queue.jobs().get(0).jobId());
    return farm.bus()
        .ask(Addresses.START_JOB, claim, QueueFarm.PATIENCE)
        .onSuccess(assignment -> worker.attempt = assignment.attempt());
  }

  /** From now on each tells watchers four times a second, and the scheduler so often. */
  void report(int reportsPerSecond) {
    for (Simulated worker : workers) {
      every(
          250,
          () -> {
            worker.percent = Math.min(99, worker.percent + 0.05);
            farm.bus().say(Addresses.progress(worker.attempt.jobId()), progress(worker));
          });
      every(1000 / reportsPerSecond, () -> farm.bus().say(Addresses.REPORT, progress(worker)));
    }
  }

  private static Progress progress(Simulated worker) {
    return new Progress(
        worker.attempt.jobId(),
        worker.attempt.attempt(),
        worker.id,
        Stage.TRANSCODING,
        Phase.ENCODING,
        worker.percent,
        500,
        60,
        SpeedUnit.FRAMES_PER_SECOND,
        1,
        1,
        System.currentTimeMillis());
  }

  /** The addresses where watchers hear of the jobs that run. */
  List<String> progressAddresses() {
    return workers.stream()
        .map(worker -> Addresses.progress(worker.attempt.jobId()).name())
        .toList();
  }

  /** Reports no more; heartbeats end as well. */
  @Override
  public synchronized void close() {
    timers.forEach(farm.vertx()::cancelTimer);
  }
}
