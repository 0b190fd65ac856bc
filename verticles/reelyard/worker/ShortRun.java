package reelyard.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reelyard.process.Child;
import reelyard.process.Daemons;
import reelyard.process.Exit;

/** Runs a program that answers soon, and keeps the beginning of what it says. */
final class ShortRun {

  /** What it said, and how it ended. */
  record Answer(Exit exit, String stdout, String stderr, boolean late) {}

  private static final int MOST_BYTES = 1 << 20;

  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final Child child;
  private volatile boolean late;

  private ShortRun(List<String> command, Path folder, Duration limit) {
    child = Child.spawn(command, folder, Map.of(), new Output());
    Daemons.later(limit.toMillis(), this::tooLate);
  }

  /** Starts it; past the limit it is killed. */
  static ShortRun start(List<String> command, Path folder, Duration limit) {
    return new ShortRun(command, folder, limit);
  }

  private void tooLate() {
    late = true;
    child.kill();
  }

  /** Completes when it is gone, on a thread that may wait for a disk. */
  CompletionStage<Answer> answer() {
    return answer;
  }

  /** Ends it now. */
  void kill() {
    child.kill();
  }

  private static void keep(ByteBuffer bytes, ByteArrayOutputStream kept) {
    int length = Math.min(bytes.remaining(), MOST_BYTES - kept.size());
    byte[] copy = new byte[Math.max(0, length)];
    bytes.get(copy);
    kept.write(copy, 0, copy.length);
  }

  private final class Output implements Child.Listener {

    @Override
    public void stdout(ByteBuffer bytes) {
      keep(bytes, stdout);
    }

    @Override
    public void stderr(ByteBuffer bytes) {
      keep(bytes, stderr);
    }

    @Override
    public void exited(Exit exit) {
      Answer all = new Answer(exit, stdout.toString(UTF_8), stderr.toString(UTF_8), late);
      Daemons.FILES.execute(() -> answer.complete(all));
    }
  }
}
