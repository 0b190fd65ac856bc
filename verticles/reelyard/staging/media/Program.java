package reelyard.staging.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import reelyard.process.Child;
import reelyard.process.Daemons;
import reelyard.process.Exit;

/**
 * One run of a program whose output is wanted: it ends when its time is over, when it says too
 * much, and when nobody waits for it any more.
 */
final class Program {

  /** From the request to end until it is killed, with all that it started. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final List<String> command;
  private final Duration limit;
  private final int mostBytes;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final CompletableFuture<Exit> ended = new CompletableFuture<>();
  private Child child;
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
   * Runs it and waits until it is gone.
   *
   * @return what it said; null when it failed, was ended, or cannot be started
   */
  byte[] run() {
    if (!start()) {
      return null;
    }
    ScheduledFuture<?> late =
        Daemons.TIMER.schedule(this::stop, limit.toMillis(), TimeUnit.MILLISECONDS);
    try {
      Exit exit = ended.get();
      missing = exit.neverRan();
      return exit.code() == 0 && !isStopped() ? said.toByteArray() : null;
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      late.cancel(false);
    }
  }

  /** Whether it failed since this host has no such program. */
  boolean isMissing() {
    return missing;
  }

  /** Ends it, or keeps it from beginning. */
  synchronized void stop() {
    if (!stopped && child != null) {
      child.terminate(GRACE);
    }
    stopped = true;
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized boolean start() {
    if (!stopped) {
      child = Child.spawn(command, Path.of("/"), Map.of(), new Output());
    }
    return !stopped;
  }

  private final class Output implements Child.Listener {

    @Override
    public void stdout(ByteBuffer bytes) {
      if (said.size() + bytes.remaining() > mostBytes) {
        stop();
        return;
      }
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      said.write(copy, 0, copy.length);
    }

    @Override
    public void stderr(ByteBuffer bytes) {
      // Its complaints name what the film holds; what it means is told in words of our own.
    }

    @Override
    public void exited(Exit exit) {
      Daemons.FILES.execute(() -> ended.complete(exit));
    }
  }
}
