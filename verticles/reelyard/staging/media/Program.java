package reelyard.staging.media;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program whose output is wanted: it ends when its time is over, when it says too
 * much, and when nobody waits for it any more.
 */
final class Program {

  /** As nice says it, and shells. */
  private static final int NOT_FOUND = 127;

  private final List<String> command;
  private final Duration limit;
  private final int mostBytes;
  private Process process;
  private boolean stopped;
  private boolean missing;

  /**
   * @param nice its scheduling priority, 0 to 19
   * @param limit how long it may run
   * @param mostBytes how much it may say
   */
  Program(int nice, List<String> command, Duration limit, int mostBytes) {
    this.command = new ArrayList<>(List.of("nice", "-n", Integer.toString(nice)));
    this.command.addAll(command);
    this.limit = limit;
    this.mostBytes = mostBytes;
  }

  /**
   * Runs it and waits.
   *
   * @return what it said; null when it failed, was ended, or cannot be started
   * @throws IOException when this host has no {@code nice}
   */
  byte[] run() throws IOException {
    Process started = start();
    if (started == null) {
      return null;
    }
    Executor afterwards =
        CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<Void> late = CompletableFuture.runAsync(this::stop, afterwards);
    try (InputStream output = started.getInputStream()) {
      byte[] said = output.readNBytes(mostBytes + 1);
      if (said.length > mostBytes) {
        return null;
      }
      int exit = started.waitFor();
      missing = exit == NOT_FOUND;
      return exit == 0 && !isStopped() ? said : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      late.cancel(false);
      stop();
    }
  }

  /** Whether it failed since this host has no such program. */
  boolean isMissing() {
    return missing;
  }

  /** Ends it, or keeps it from beginning. */
  synchronized void stop() {
    stopped = true;
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized Process start() throws IOException {
    if (stopped) {
      return null;
    }
    process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process;
  }
}
