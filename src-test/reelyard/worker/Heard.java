package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import reelyard.model.LaneCounts;
import reelyard.model.Phase;

/** A listener that keeps all it hears of one run, and orders for such runs. */
final class Heard implements TranscodeListener {

  /** Its threads are daemons; several, so that calls one at a time are the run's merit. */
  static final ExecutorService EVENTS =
      Executors.newFixedThreadPool(
          4,
          task -> {
            Thread thread = new Thread(task, "events");
            thread.setDaemon(true);
            return thread;
          });

  final List<ProgressTrack.Point> points = new ArrayList<>();
  final List<String> lines = new ArrayList<>();

  /** When processEnded was heard, in milliseconds of the clock. */
  final CompletableFuture<Long> laneFree = new CompletableFuture<>();

  private final CompletableFuture<TranscodeOutcome> outcome = new CompletableFuture<>();
  private final CompletableFuture<Void> encoding = new CompletableFuture<>();
  private final CompletableFuture<String> awaited = new CompletableFuture<>();
  private final AtomicInteger inside = new AtomicInteger();
  private final List<String> mistakes = new ArrayList<>();
  private Predicate<String> awaitedLine = line -> false;

  static WorkerConfig config(String handbrake, int silenceSeconds) {
    return new WorkerConfig(
        "w",
        "",
        "",
        handbrake,
        "ffprobe",
        "ffmpeg",
        new LaneCounts(1, 1, 1),
        0,
        silenceSeconds,
        "",
        List.of(),
        List.of(),
        "");
  }

  static WorkerConfig config() {
    return config("HandBrakeCLI", 60);
  }

  static TranscodeOrder order(Path folder, Path film, String resultName, String... arguments) {
    return new TranscodeOrder(
        film,
        folder.resolve(resultName),
        List.of(),
        null,
        List.of(arguments),
        folder.resolve("logs/handbrake.log"),
        folder);
  }

  Transcode start(TranscodeOrder order, WorkerConfig config) {
    return Transcode.start(order, config, "w", EVENTS, this);
  }

  TranscodeOutcome run(TranscodeOrder order, WorkerConfig config) {
    start(order, config);
    return outcome();
  }

  /** Waits for the end, and checks that the calls came as promised. */
  TranscodeOutcome outcome() {
    TranscodeOutcome ended = outcome.orTimeout(60, TimeUnit.SECONDS).join();
    assertThat(mistakes).isEmpty();
    assertThat(points).isSortedAccordingTo((a, b) -> Double.compare(a.percent(), b.percent()));
    assertThat(points).allMatch(p -> p.percent() >= 0 && p.percent() <= 100);
    return ended;
  }

  /** Waits until HandBrake encodes. */
  void awaitEncoding() {
    encoding.orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** Waits for a line of the log; to be called before the start. */
  CompletableFuture<String> await(Predicate<String> line) {
    awaitedLine = line;
    return awaited.orTimeout(60, TimeUnit.SECONDS);
  }

  @Override
  public void progress(
      Phase phase, double percent, long etaSeconds, double fps, int pass, int passCount) {
    alone(
        () -> {
          points.add(new ProgressTrack.Point(phase, percent, etaSeconds, fps, pass, passCount));
          if (phase == Phase.ENCODING) {
            encoding.complete(null);
          }
        });
  }

  @Override
  public void log(long firstLine, List<String> some) {
    alone(
        () -> {
          if (firstLine < lines.size()) {
            mistakes.add("line " + firstLine + " came again");
          }
          lines.addAll(some);
          some.stream().filter(awaitedLine).findFirst().ifPresent(awaited::complete);
        });
  }

  @Override
  public void processEnded() {
    alone(
        () -> {
          if (!laneFree.complete(System.currentTimeMillis())) {
            mistakes.add("the lane was freed twice");
          }
        });
  }

  @Override
  public void ended(TranscodeOutcome ended) {
    alone(
        () -> {
          if (!laneFree.isDone()) {
            mistakes.add("it ended before its lane was free");
          }
          if (!outcome.complete(ended)) {
            mistakes.add("it ended twice");
          }
        });
  }

  private void alone(Runnable call) {
    if (inside.incrementAndGet() != 1) {
      mistakes.add("two calls at a time");
    }
    if (outcome.isDone()) {
      mistakes.add("a call after the end");
    }
    call.run();
    inside.decrementAndGet();
  }
}
