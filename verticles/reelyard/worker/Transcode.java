package reelyard.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.hash.FileHashes;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.Receipt;
import reelyard.model.ShellWords;
import reelyard.process.Child;
import reelyard.process.Daemons;
import reelyard.process.Exit;

/** One run of HandBrakeCLI from its start to the judgement on its result. */
final class Transcode {

  private static final Logger log = LoggerFactory.getLogger(Transcode.class);

  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final long WATCH_MILLIS = 250;

  private final TranscodeOrder order;
  private final WorkerConfig config;
  private final String workerId;
  private final TranscodeListener listener;
  private final InOrder events;
  private final Verdict verdict;

  private final LogFacts facts = new LogFacts();
  private final ProgressTrack track = new ProgressTrack();
  private final BlockParser blocks = new BlockParser(this::block);
  private final LineSplitter lines = new LineSplitter(this::line);
  private final LogGatherer gatherer;
  private final AtomicReference<ProgressTrack.Point> unsaid = new AtomicReference<>();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicBoolean laneFree = new AtomicBoolean();
  private final AtomicBoolean lookingForLife = new AtomicBoolean();
  private final AtomicBoolean over = new AtomicBoolean();

  private volatile String stopReason = "";
  private volatile boolean silent;
  private volatile boolean paused;
  private volatile Silence silence;
  private volatile Child child;
  private volatile ShortRun probing;
  private volatile Proof proving;
  private volatile ScheduledFuture<?> watch;
  private volatile String traceSeen = "";
  private LogFile logFile;
  private Path ffprobe;
  private Integer workDone;
  private Report lastReport;
  private Receipt receipt;
  private FileHashes hashes;
  private boolean hopeless;

  private Transcode(
      TranscodeOrder order,
      WorkerConfig config,
      String workerId,
      Executor events,
      TranscodeListener listener) {
    this.order = order;
    this.config = config;
    this.workerId = workerId;
    this.listener = listener;
    this.events = new InOrder(events);
    this.verdict = new Verdict(order, config, workerId, facts);
    this.gatherer =
        new LogGatherer(
            task -> Daemons.later(LogGatherer.GATHER_MILLIS, task),
            (first, some) -> this.events.execute(() -> listener.log(first, some)));
  }

  /** Starts it; the listener hears everything on the executor, one call at a time. */
  static Transcode start(
      TranscodeOrder order,
      WorkerConfig config,
      String workerId,
      Executor events,
      TranscodeListener listener) {
    Transcode transcode = new Transcode(order, config, workerId, events, listener);
    transcode.inFiles(transcode::begin);
    return transcode;
  }

  /** Ends it: TERM, 2 s of grace, KILL to the whole group. May be called again. */
  void stop(String reason) {
    if (stopped.compareAndSet(false, true)) {
      stopReason = reason;
      endChildren();
    }
  }

  /** HandBrake's own pause: it computes nothing and keeps its ETA. For while it encodes only. */
  void pause() {
    paused = true;
    child.say("p\n");
    say(track.paused(true));
  }

  /** Ends {@link #pause}. */
  void goOn() {
    silence.news(System.nanoTime());
    paused = false;
    child.say("r\n");
    say(track.paused(false));
  }

  private void endChildren() {
    Child running = child;
    if (running != null) {
      running.terminate(GRACE);
    }
    ShortRun probe = probing;
    if (probe != null) {
      probe.kill();
    }
    Proof proof = proving;
    if (proof != null) {
      proof.stop();
    }
  }

  // ---- the start, on a thread that may wait for a disk

  private void begin() {
    logFile = LogFile.open(order.logFile());
    Optional<Path> handbrake = Programs.find(config.handbrake());
    Optional<Path> prober = Programs.find(config.ffprobe());
    if (stopped.get()) {
      end(stoppedFailure());
    } else if (handbrake.isEmpty()) {
      missing(config.handbrake(), "handbrake");
    } else if (prober.isEmpty()) {
      missing(config.ffprobe(), "ffprobe");
    } else if (order.arguments().stream().anyMatch(a -> a.indexOf('\0') >= 0)) {
      end(
          verdict.failure(
              FailureReason.BAD_REQUEST,
              "an option holds a NUL character, which no program can be given; remove it"));
    } else {
      ffprobe = prober.get();
      run(handbrake.get());
    }
  }

  private void missing(String program, String key) {
    end(verdict.failure(FailureReason.HANDBRAKE_MISSING, Programs.missing(program, key)));
  }

  private void run(Path handbrake) {
    List<String> words;
    try {
      Files.createDirectories(order.folder());
      words = HandBrakeCommand.of(handbrake, order);
    } catch (IOException e) {
      end(
          verdict.failure(
              FailureReason.WORKER_FAILED,
              "the worker cannot use its folder " + order.folder() + ": " + e));
      return;
    }
    keep(ShellWords.join(words));
    logFile.flush();
    say(ProgressTrack.START);
    silence = new Silence(Duration.ofSeconds(config.silenceSeconds()), System.nanoTime());
    child =
        Child.of(
            HandBrakeCommand.wrapped(words, config.nice()),
            order.folder(),
            // Where HandBrake keeps what the first of two passes found, also when it is killed.
            Map.of("TMPDIR", order.folder().toAbsolutePath().toString()),
            new Output());
    watch =
        Daemons.TIMER.scheduleWithFixedDelay(
            this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    child.start();
    if (stopped.get()) {
      endChildren();
    }
  }

  // ---- while it runs

  private void watch() {
    if (!paused
        && silence.suspicious(System.nanoTime())
        && lookingForLife.compareAndSet(false, true)) {
      inFiles(this::lookForLife);
    }
  }

  private void lookForLife() {
    String trace = resultTrace();
    if (!trace.equals(traceSeen)) {
      traceSeen = trace;
      silence.news(System.nanoTime());
    } else if (!paused && silence.hung(System.nanoTime(), child.cpu())) {
      silent = true;
      child.kill();
      return;
    }
    lookingForLife.set(false);
  }

  /** Changes whenever the result is written to. */
  private String resultTrace() {
    try {
      return Files.size(order.result()) + " " + Files.getLastModifiedTime(order.result());
    } catch (IOException e) {
      return "";
    }
  }

  private void block(String label, byte[] json, int length) {
    Optional<Report> report = ReportReader.read(label, json, length);
    if (report.isEmpty() || !report.get().equals(lastReport)) {
      silence.news(System.nanoTime());
    }
    if (report.isPresent()) {
      lastReport = report.get();
      if (report.get() instanceof Report.WorkDone end) {
        workDone = end.error();
      } else {
        say(track.after(report.get()));
      }
    }
  }

  private void line(String line) {
    facts.line(line);
    keep(line);
  }

  private void keep(String line) {
    logFile.add(line);
    gatherer.add(line);
  }

  /** Says the latest point; a listener that is slow misses older ones. */
  private void say(ProgressTrack.Point point) {
    if (unsaid.getAndSet(point) == null) {
      events.execute(
          () -> {
            ProgressTrack.Point p = unsaid.getAndSet(null);
            listener.progress(
                p.phase(), p.percent(), p.etaSeconds(), p.fps(), p.pass(), p.passCount());
          });
    }
  }

  private final class Output implements Child.Listener {

    @Override
    public void stdout(ByteBuffer bytes) {
      blocks.feed(bytes);
    }

    @Override
    public void stderr(ByteBuffer bytes) {
      silence.news(System.nanoTime());
      lines.feed(bytes);
      logFile.flush();
      if (facts.presetFileBroken() && order.presetFile() != null && !hopeless) {
        // HandBrake goes on with a preset of its own; nobody asked for that.
        hopeless = true;
        child.kill();
      }
    }

    @Override
    public void exited(Exit exit) {
      lines.end();
      if (order.wantsProof()) {
        // Decoding takes as much of the machine as encoding: the lane stays taken.
        stopWatching();
        say(track.checking());
      } else {
        freeLane();
      }
      inFiles(() -> judge(exit));
    }
  }

  private void freeLane() {
    if (laneFree.compareAndSet(false, true)) {
      stopWatching();
      gatherer.flush();
      events.execute(listener::processEnded);
    }
  }

  private void stopWatching() {
    ScheduledFuture<?> watching = watch;
    if (watching != null) {
      watching.cancel(false);
    }
  }

  // ---- the end, on a thread that may wait for a disk

  private void judge(Exit exit) {
    Failure failure =
        stopped.get()
            ? stoppedFailure()
            : silent ? verdict.silent() : verdict.ofRun(exit, workDone, resultBytes() > 0);
    if (failure != null) {
      end(failure);
      return;
    }
    say(track.checking());
    probe(order.result(), this::judge);
  }

  private void probe(Path film, Consumer<ShortRun.Answer> judge) {
    ShortRun probe = ResultProbe.start(ffprobe, film, order.folder());
    probing = probe;
    if (stopped.get()) {
      probe.kill();
    }
    probe.answer().thenAccept(answer -> guarded(() -> judge.accept(answer)));
  }

  private void judge(ShortRun.Answer answer) {
    if (stopped.get()) {
      end(stoppedFailure());
    } else if (answer.exit().neverRan()) {
      missing(config.ffprobe(), "ffprobe");
    } else {
      ResultProbe result = ResultProbe.of(answer);
      Failure failure = verdict.ofResult(result);
      if (failure == null && verdict.doubts(result)) {
        compare(result);
      } else {
        proveUnless(failure);
      }
    }
  }

  /** A stream of the result stops early: that is well only where its source's does. */
  private void compare(ResultProbe result) {
    probe(
        order.film(),
        answer -> proveUnless(verdict.ofEnds(result.ends(), ResultProbe.of(answer).ends())));
  }

  private void proveUnless(Failure failure) {
    if (stopped.get()) {
      end(stoppedFailure());
    } else if (failure == null && order.wantsProof()) {
      prove();
    } else {
      end(failure);
    }
  }

  private void prove() {
    say(track.proving(0, -1));
    long began = System.nanoTime();
    Proof proof =
        new Proof(
            order, config, workerId, percent -> say(track.proving(percent, left(began, percent))));
    proving = proof;
    if (stopped.get()) {
      proof.stop();
    }
    proof.outcome().thenAccept(outcome -> guarded(() -> judge(outcome)));
  }

  private static long left(long beganNanos, double percent) {
    double seconds = (System.nanoTime() - beganNanos) / 1e9;
    return percent > 0 ? Math.round(seconds * (100 - percent) / percent) : -1;
  }

  private void judge(Proof.Outcome outcome) {
    receipt = outcome.receipt();
    hashes = outcome.hashes();
    end(stopped.get() ? stoppedFailure() : outcome.failure());
  }

  private Failure stoppedFailure() {
    return verdict.failure(FailureReason.STOPPED, stopReason);
  }

  private long resultBytes() {
    try {
      return Files.size(order.result());
    } catch (IOException e) {
      return 0;
    }
  }

  private void end(Failure failure) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    long bytes = failure == null ? resultBytes() : 0;
    if (failure != null) {
      discardResult();
    }
    if (logFile != null) {
      logFile.flush();
      logFile.close();
    }
    TranscodeOutcome outcome = new TranscodeOutcome(failure, bytes, receipt, hashes);
    try {
      freeLane();
      events.execute(() -> listener.ended(outcome));
    } catch (RejectedExecutionException e) {
      log.warn("nobody hears any more how the transcode of {} ended", order.film());
    }
  }

  private void discardResult() {
    try {
      Files.deleteIfExists(order.result());
    } catch (IOException e) {
      log.warn("the partial result {} stays, remove it: {}", order.result(), e.toString());
    }
  }

  private void inFiles(Runnable work) {
    Daemons.FILES.execute(() -> guarded(work));
  }

  /** A bug must not leave a job that never ends. */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("the transcode of {} broke", order.film(), e);
      Child running = child;
      if (running != null) {
        running.kill();
      }
      end(verdict.failure(FailureReason.WORKER_FAILED, "the worker broke: " + e));
    }
  }
}
