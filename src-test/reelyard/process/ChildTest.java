package reelyard.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Children that are ended before they are under way. */
final class ChildTest {

  private static final int TRIES = 10;

  @TempDir private Path folder;

  @Test
  void one_that_is_killed_right_after_its_start_dies() throws Exception {
    assertThat(endedAtOnceBy(Child::kill)).isEqualTo(new Exit(-1, Posix.SIGKILL));
  }

  @Test
  void one_that_is_asked_to_end_right_after_its_start_ends() throws Exception {
    assertThat(endedAtOnceBy(child -> child.terminate(Duration.ofMinutes(5))))
        .isEqualTo(new Exit(-1, Posix.SIGTERM));
  }

  @Test
  void a_listener_that_fails_does_not_keep_others_from_hearing() throws Exception {
    Ending other = new Ending();
    Child asking = Child.spawn(List.of("sh", "-c", "read word; exit 7"), folder, Map.of(), other);
    CompletableFuture<Exit> told = new CompletableFuture<>();
    Child.spawn(List.of("sh", "-c", "echo $$"), folder, Map.of(), new Failing(told));
    told.get(60, TimeUnit.SECONDS);

    asking.say("word\n");

    assertThat(other.exit.get(60, TimeUnit.SECONDS)).isEqualTo(new Exit(7, 0));
  }

  private record Failing(CompletableFuture<Exit> told) implements Child.Listener {

    /** Keeps the thread that tells of children until this one is gone: its end is told by it. */
    @Override
    public void stdout(ByteBuffer bytes) {
      String pid = US_ASCII.decode(bytes).toString().strip();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (runs(pid) && System.nanoTime() < deadline) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
      throw new IllegalStateException("a listener's bug, on purpose");
    }

    private static boolean runs(String pid) {
      try {
        return !Files.readString(Path.of("/proc", pid, "stat")).contains(") Z ");
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public void stderr(ByteBuffer bytes) {
      throw new IllegalStateException("a listener's bug, on purpose");
    }

    @Override
    public void exited(Exit how) {
      told.complete(how);
      throw new IllegalStateException("a listener's bug, on purpose");
    }
  }

  @Test
  void nothing_is_heard_before_the_start() throws Exception {
    Ending ending = new Ending();
    Child child = Child.of(List.of("true"), folder, Map.of(), ending);
    assertThat(ending.exit).isNotDone();

    child.start();

    assertThat(ending.exit.get(60, TimeUnit.SECONDS)).isEqualTo(new Exit(0, 0));
  }

  /** How the last of some ended; each is ended as soon as the system knows it. */
  private Exit endedAtOnceBy(Consumer<Child> end) throws Exception {
    Exit last = null;
    for (int i = 0; i < TRIES; i++) {
      Ending ending = new Ending();
      end.accept(Child.spawn(List.of("sleep", "600"), folder, Map.of(), ending));
      last = ending.exit.get(60, TimeUnit.SECONDS);
    }
    return last;
  }

  private static final class Ending implements Child.Listener {

    private final CompletableFuture<Exit> exit = new CompletableFuture<>();

    @Override
    public void stdout(ByteBuffer bytes) {}

    @Override
    public void stderr(ByteBuffer bytes) {}

    @Override
    public void exited(Exit how) {
      exit.complete(how);
    }
  }
}
