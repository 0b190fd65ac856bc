package reelyard.worker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/** One run of HandBrakeCLI from its start to the judgement on its result. */
final class Transcode {

  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private Transcode() {}

  /** Starts it; the listener hears everything on the executor, one call at a time. */
  static Transcode start(
      TranscodeOrder order,
      WorkerConfig config,
      String workerId,
      Executor events,
      TranscodeListener listener) {
    Transcode transcode = new Transcode();
    Failure failure =
        new Failure(
            FailureReason.HANDBRAKE_MISSING,
            config.handbrake() + " cannot be run yet",
            workerId,
            List.of(),
            order.logFile().toString());
    events.execute(
        () -> {
          listener.processEnded();
          listener.ended(new TranscodeOutcome(failure, 0, false, ""));
          transcode.done.complete(null);
        });
    return transcode;
  }

  /** Ends it: TERM, 2 s of grace, KILL to the whole group. May be called again. */
  void stop(String reason) {
    done.complete(null);
  }

  /** Completes when the listener has heard that it ended. */
  CompletionStage<Void> done() {
    return done;
  }
}
