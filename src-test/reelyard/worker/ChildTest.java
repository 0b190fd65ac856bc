package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
