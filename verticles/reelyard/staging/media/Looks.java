package reelyard.staging.media;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Finds out each thing once, however many ask it at a time, and remembers it for those who ask
 * later. To be used on one event loop.
 *
 * @param <K> a question; equal for the same one
 */
final class Looks<K> {

  /** Something that is being found out. */
  private static final class Run {
    final Waiting waiting;
    CompletionStage<byte[]> found;
    int askers;

    Run(Waiting waiting) {
      this.waiting = waiting;
    }
  }

  /** Finds it out, and hands over each program before it runs. Blocks. */
  @FunctionalInterface
  interface Work {
    byte[] find(Consumer<Program> begun) throws IOException;
  }

  private final Map<K, Run> running = new HashMap<>();
  private final Remembered<K> remembered;

  Looks(long mostBytes) {
    this.remembered = new Remembered<>(mostBytes);
  }

  /**
   * What the work brings, or brought before.
   *
   * @param bench where it is done
   * @param goesOn whether work that has begun goes on to its end when all askers went
   * @param whenGone runs what it is given when this asker goes
   */
  CompletionStage<byte[]> ask(
      K question, Workbench bench, boolean goesOn, Consumer<Runnable> whenGone, Work work) {
    byte[] known = remembered.get(question);
    if (known != null) {
      return CompletableFuture.completedStage(known);
    }
    Run run = running.get(question);
    if (run == null) {
      run = begun(question, bench, new Run(new Waiting(goesOn)), work);
    }
    run.askers++;
    Run joined = run;
    whenGone.accept(() -> leave(question, joined));
    return run.found;
  }

  private Run begun(K question, Workbench bench, Run run, Work work) {
    CompletionStage<byte[]> finding =
        bench.run(() -> run.waiting.begin() ? work.find(run.waiting::begin) : null);
    running.put(question, run);
    run.found =
        finding.whenComplete(
            (found, e) -> {
              running.remove(question, run);
              if (found != null) {
                remembered.put(question, found);
              }
            });
    return run;
  }

  private void leave(K question, Run run) {
    run.askers--;
    if (run.askers == 0 && run.waiting.end()) {
      running.remove(question, run);
    }
  }
}
