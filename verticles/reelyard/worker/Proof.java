package reelyard.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleConsumer;
import reelyard.hash.FileHashes;
import reelyard.hash.FileRoot;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.Receipt;
import reelyard.worker.proof.Evidence;
import reelyard.worker.proof.Findings;
import reelyard.worker.proof.Inventory;

/**
 * Finds out whether a result may take its source's place: compares what both hold, and decodes the
 * result from end to end.
 */
final class Proof {

  /**
   * How it ended.
   *
   * @param failure why the result may not; null when it may
   * @param receipt what was found; null when it did not come so far
   */
  record Outcome(Failure failure, Receipt receipt, FileHashes hashes) {}

  private static final Duration PROBE_LIMIT = Duration.ofSeconds(60);

  private final TranscodeOrder order;
  private final WorkerConfig config;
  private final String workerId;
  private final DoubleConsumer percent;
  private Runnable interrupt = () -> {};
  private boolean stopped;

  /** It stopped here, for a reason that is told. */
  private static final class EndedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureReason reason;

    EndedException(FailureReason reason, String message) {
      super(message);
      this.reason = reason;
    }
  }

  /**
   * @param percent hears how much of the result is decoded
   */
  Proof(TranscodeOrder order, WorkerConfig config, String workerId, DoubleConsumer percent) {
    this.order = order;
    this.config = config;
    this.workerId = workerId;
    this.percent = percent;
  }

  /** Completes when no program runs any more, on a thread that may wait for a disk. */
  CompletionStage<Outcome> outcome() {
    return inventory(order.film(), "source")
        .thenCompose(
            source ->
                inventory(order.result(), "result")
                    .thenCompose(
                        result ->
                            decoded(result.seconds())
                                .thenApply(decoding -> judged(source, result, decoding))))
        .exceptionally(this::ended);
  }

  /** Ends it soon, also before it begins. */
  synchronized void stop() {
    stopped = true;
    interrupt.run();
  }

  private synchronized void interruptBy(Runnable how) {
    interrupt = how;
    if (stopped) {
      how.run();
    }
  }

  /** Nothing more is started once it is to stop. */
  private synchronized void goOn() {
    if (stopped) {
      throw new EndedException(FailureReason.STOPPED, "the check of the result was stopped");
    }
  }

  private Path program(String program, String key) {
    goOn();
    return Programs.find(program)
        .orElseThrow(
            () ->
                new EndedException(
                    FailureReason.HANDBRAKE_MISSING, Programs.missing(program, key)));
  }

  private CompletionStage<Inventory> inventory(Path film, String what) {
    return probe(film, what, Inventory.STREAMS)
        .thenCompose(
            streams ->
                probe(film, what, Inventory.FRAMES)
                    .thenCompose(frames -> inventory(film, streams, frames, what)));
  }

  /** Files that do not tell where each stream ends are read to their end. */
  private CompletionStage<Inventory> inventory(
      Path film, String streams, String frames, String what) {
    Inventory told = inventory(streams, frames, what, Map.of());
    if (told.ends().known()) {
      return CompletableFuture.completedStage(told);
    }
    LastPackets packets =
        LastPackets.start(program(config.ffprobe(), "ffprobe"), film, order.folder());
    interruptBy(packets::kill);
    return packets.answer().thenApply(last -> inventory(streams, frames, what, last));
  }

  private static Inventory inventory(
      String streams, String frames, String what, Map<Integer, Double> lastPackets) {
    try {
      return Inventory.of(streams, frames, lastPackets);
    } catch (IOException e) {
      throw new EndedException(
          FailureReason.RECEIPT_REJECTED, "ffprobe's answer on the " + what + " is not JSON");
    }
  }

  private CompletionStage<String> probe(Path film, String what, List<String> options) {
    List<String> command = new ArrayList<>();
    try {
      command.add(program(config.ffprobe(), "ffprobe").toString());
    } catch (EndedException e) {
      return CompletableFuture.failedStage(e);
    }
    command.addAll(List.of("-v", "error", "-of", "json"));
    command.addAll(options);
    command.addAll(List.of("-i", "file:" + film.toAbsolutePath()));
    ShortRun run = ShortRun.start(command, order.folder(), PROBE_LIMIT);
    interruptBy(run::kill);
    return run.answer().thenApply(answer -> text(answer, what));
  }

  private static String text(ShortRun.Answer answer, String what) {
    if (answer.late() || answer.exit().code() != 0) {
      throw new EndedException(
          FailureReason.RECEIPT_REJECTED,
          "ffprobe does not tell what the "
              + what
              + " holds: "
              + (answer.late() ? "it took too long" : answer.stderr().strip()));
    }
    return answer.stdout();
  }

  private CompletionStage<Decoding.Outcome> decoded(double seconds) {
    Decoding decoding =
        Decoding.start(
            program(config.ffmpeg(), "ffmpeg"),
            order.result(),
            order.folder(),
            config.nice(),
            Duration.ofSeconds(config.silenceSeconds()),
            done -> percent.accept(seconds > 0 ? Math.min(100, 100 * done / seconds) : 0));
    interruptBy(decoding::kill);
    return decoding.outcome();
  }

  private Outcome judged(Inventory source, Inventory result, Decoding.Outcome decoding) {
    if (decoding.exit().neverRan()) {
      throw new EndedException(
          FailureReason.HANDBRAKE_MISSING, Programs.missing(config.ffmpeg(), "ffmpeg"));
    }
    if (decoding.hung()) {
      throw new EndedException(
          FailureReason.RESULT_REJECTED,
          "%s did not get on for %d s while it decoded the result of %s, and was killed"
              .formatted(config.ffmpeg(), config.silenceSeconds(), film()));
    }
    if (decoding.exit().signal() != 0) {
      throw new EndedException(
          FailureReason.RESULT_REJECTED,
          "%s died of signal %d while it decoded the result of %s"
              .formatted(config.ffmpeg(), decoding.exit().signal(), film()));
    }
    try {
      return judged(source, result, decoding, error(decoding));
    } catch (IOException e) {
      throw new EndedException(
          FailureReason.WORKER_FAILED,
          "the result of " + film() + " cannot be read again: " + Failures.words(e));
    }
  }

  private static String error(Decoding.Outcome decoding) {
    boolean failed = decoding.exit().code() != 0;
    return decoding.complaint() == null && failed
        ? "ffmpeg ended with status " + decoding.exit().code()
        : decoding.complaint();
  }

  private Outcome judged(
      Inventory source, Inventory result, Decoding.Outcome decoding, String error)
      throws IOException {
    long sourceBytes = Files.size(order.film());
    long resultBytes = Files.size(order.result());
    Findings findings =
        Findings.of(
            new Evidence(
                source,
                result,
                sourceBytes,
                resultBytes,
                decoding.seconds(),
                error,
                order.minSavedPercent()));
    FileHashes hashes = FileRoot.hashes(order.result(), resultBytes);
    Receipt receipt =
        new Receipt(
            findings.good(),
            findings.lines(),
            sourceBytes,
            resultBytes,
            source.seconds(),
            result.seconds(),
            error == null ? decoding.seconds() : -1,
            hashes.root(resultBytes),
            workerId,
            System.currentTimeMillis());
    return new Outcome(
        findings.good()
            ? null
            : Failures.plain(
                FailureReason.RECEIPT_REJECTED,
                "the result of " + film() + " may not take its place: " + findings.losses(),
                workerId),
        receipt,
        hashes);
  }

  private Outcome ended(Throwable e) {
    Throwable cause = e instanceof CompletionException ? e.getCause() : e;
    FailureReason reason =
        cause instanceof EndedException known ? known.reason : FailureReason.WORKER_FAILED;
    String words = cause instanceof EndedException ? cause.getMessage() : cause.toString();
    return new Outcome(Failures.plain(reason, words, workerId), null, null);
  }

  private String film() {
    return String.valueOf(order.film().getFileName());
  }
}
